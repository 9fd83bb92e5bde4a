package io.jenkins.plugins.bluegreen.schema;

import java.util.Locale;
import java.util.Set;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Session_local_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_statementContext;

/** SET and RESET: harmless, unless they take the time-outs away. */
final class SessionRules {
    private static final Set<String> TIMEOUTS = Set.of("lock_timeout", "statement_timeout");

    private SessionRules() {}

    static Rule judgeSet(Set_statementContext set) {
        return Syntax.first(set, Session_local_optionContext.class)
                .filter(option -> option.config_param != null && TIMEOUTS.contains(Syntax.name(option.config_param)))
                .filter(SessionRules::isNone)
                .map(option -> Rule.TIMEOUT_REMOVED)
                .orElse(Rule.SESSION);
    }

    static Rule judgeReset(Additional_statementContext reset) {
        String text = reset.getText().toLowerCase(Locale.ROOT);
        boolean timeouts = text.equals("resetall") || TIMEOUTS.stream().anyMatch(text::endsWith);
        return timeouts ? Rule.TIMEOUT_REMOVED : Rule.SESSION;
    }

    /** 0 is "no time-out", and so is the server's default unless somebody changed it. */
    private static boolean isNone(Session_local_optionContext option) {
        if (option.set_statement_value() == null) {
            return true;
        }
        String value =
                option.set_statement_value().getText().toLowerCase(Locale.ROOT).replace("'", "");
        return value.equals("default") || value.matches("0+ *(us|ms|s|min|h|d)?");
    }
}
