package io.jenkins.plugins.bluegreen.schema;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the classifier says of one statement.
 *
 * @param file as the caller named it
 * @param line where the statement begins, from 1
 * @param impact SAFE, CARE, UNKNOWN or DESTRUCTIVE
 * @param rule the rule that decided, as accept marks name it
 * @param reason why
 * @param instead how to do it without harm; empty for what is safe
 * @param accepted the reason somebody gave for accepting it; empty if nobody did
 * @param lockedBefore other tables that the file has locked when this statement locks its own, unless somebody accepted that: whoever uses
 *     both in the other order can deadlock with the file, so a phase wants them in files of their own. It does not change the class, which is
 *     that of the statement alone
 * @param statement the statement as written
 */
public record Finding(
        String file,
        int line,
        Impact impact,
        String rule,
        String reason,
        String instead,
        String accepted,
        Set<String> lockedBefore,
        String statement) {
    /** The name by which a mark accepts that a file locks several tables. */
    public static final String SECOND_LOCK = "second-lock";

    public Finding {
        lockedBefore = Collections.unmodifiableSet(new LinkedHashSet<>(lockedBefore));
    }

    /** Whether it may run: safe, or accepted by a mark that gives this rule and a reason. */
    public boolean passes() {
        return impact == Impact.SAFE || !accepted.isEmpty();
    }
}
