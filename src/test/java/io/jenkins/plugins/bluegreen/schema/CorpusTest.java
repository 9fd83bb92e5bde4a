package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void everyStatementOfTheCorpusGetsItsClassAndItsRule() {
        List<String> wrong = new ArrayList<>();
        Map<Impact, Integer> counts = new EnumMap<>(Impact.class);
        List<Corpus.Entry> entries = Corpus.entries();
        for (Corpus.Entry entry : entries) {
            Classifier classifier = new Classifier();
            classifier.classify("shop.sql", Corpus.shop());
            List<Finding> findings = classifier.classify("corpus.sql", entry.sql());
            Finding last = findings.get(findings.size() - 1);
            counts.merge(entry.impact(), 1, Integer::sum);
            if (last.impact() != entry.impact() || !last.rule().equals(entry.rule())) {
                wrong.add(entry + "\n   expected " + entry.impact() + " " + entry.rule() + ", got " + last.impact()
                        + " " + last.rule());
            }
        }
        System.out.printf(
                "corpus: %d of %d statements get the expected class and rule %s%n",
                entries.size() - wrong.size(), entries.size(), counts);
        assertThat(entries).hasSizeGreaterThanOrEqualTo(120);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyStatementOfTheShopParses() {
        assertThat(new Classifier().classify("shop.sql", Corpus.shop()))
                .noneMatch(finding -> finding.rule().equals(Rule.UNPARSEABLE.id()));
    }
}
