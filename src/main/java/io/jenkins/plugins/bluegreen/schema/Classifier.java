package io.jenkins.plugins.bluegreen.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/**
 * Reads migration files in the order in which they run and judges each statement: pure, without a database.
 *
 * <p>A table created in a file is new to the rest of that file: nobody uses it yet. For the next file it is in use, but the types of its
 * columns are known. A file is taken as one transaction, as Flyway runs it.
 */
final class Classifier {
    private static final Comparator<Rule> BY_IMPACT = Comparator.comparing(Rule::impact);

    private final Catalogue catalogue = new Catalogue();
    private final StatementRules rules = new StatementRules(catalogue);

    /** Judges the statements of one file. */
    List<Finding> classify(String file, String sql) {
        return classify(file, sql, Set.of());
    }

    /**
     * Judges the statements of one file.
     *
     * @param expected classes that need no mark in this file: they give way to whatever else a statement touches
     */
    List<Finding> classify(String file, String sql, Set<Impact> expected) {
        catalogue.nextFile();
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : Script.split(sql)) {
            findings.add(judge(file, statement, rule -> expected.contains(rule.impact())));
        }
        return List.copyOf(findings);
    }

    private Finding judge(String file, Statement statement, Predicate<Rule> expected) {
        Optional<StatementContext> tree = Syntax.parse(statement);
        List<Rule> hits = tree.map(rules::judge).orElse(List.of(Rule.UNPARSEABLE));
        Set<String> lockedBefore =
                tree.map(found -> catalogue.lock(Locks.of(found))).orElse(Set.of());
        Rule worst = hits.stream()
                .filter(rule -> !expected.test(rule) && !statement.accepted().containsKey(rule.id()))
                .max(BY_IMPACT)
                .filter(rule -> rule.impact() != Impact.SAFE)
                .or(() -> hits.stream().max(BY_IMPACT))
                .orElse(Rule.UNJUDGED);
        return new Finding(
                file,
                statement.line(),
                worst.impact(),
                worst.id(),
                worst.reason(),
                worst.instead(),
                worst.impact() == Impact.SAFE ? "" : statement.accepted().getOrDefault(worst.id(), ""),
                statement.accepted().containsKey(Finding.SECOND_LOCK) ? Set.of() : new TreeSet<>(lockedBefore),
                statement.text());
    }
}
