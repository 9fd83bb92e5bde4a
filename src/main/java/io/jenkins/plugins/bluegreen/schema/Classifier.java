package io.jenkins.plugins.bluegreen.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads migration files in the order in which they run and judges each statement: pure, without a database.
 *
 * <p>A table created in a file is new to the rest of that file: nobody uses it yet. For the next file it is in use, but the types of its
 * columns are known. A file is taken as one transaction, as Flyway runs it.
 */
final class Classifier {
    private final Catalogue catalogue = new Catalogue();
    private final StatementRules rules = new StatementRules(catalogue);

    /** Judges the statements of one file. */
    List<Finding> classify(String file, String sql) {
        catalogue.nextFile();
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : Script.split(sql)) {
            findings.add(judge(file, statement));
        }
        return List.copyOf(findings);
    }

    private Finding judge(String file, Statement statement) {
        List<Rule> hits = Syntax.parse(statement).map(rules::judge).orElse(List.of(Rule.UNPARSEABLE));
        Comparator<Rule> byImpact = Comparator.comparing(Rule::impact);
        Rule worst = hits.stream()
                .filter(rule -> !statement.accepted().containsKey(rule.id()))
                .max(byImpact)
                .filter(rule -> rule.impact() != Impact.SAFE)
                .or(() -> hits.stream().max(byImpact))
                .orElse(Rule.UNJUDGED);
        return new Finding(
                file,
                statement.line(),
                worst.impact(),
                worst.id(),
                worst.reason(),
                worst.instead(),
                worst.impact() == Impact.SAFE ? "" : statement.accepted().getOrDefault(worst.id(), ""),
                statement.text());
    }
}
