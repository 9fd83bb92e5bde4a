package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static List<Finding> judge(String sql) {
        return new Classifier().classify("f.sql", sql);
    }

    @Test
    void semicolonsInStringsCommentsAndBodiesEndNothing() {
        List<Statement> statements = Script.split(
                """
                COMMENT ON TABLE a IS 'one; two'; /* three; */
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $b$ BEGIN PERFORM 1; END; $b$;
                CREATE FUNCTION g(i int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN i > 0 THEN 1 END; SELECT 2; END;
                CREATE RULE r AS ON INSERT TO a DO (DELETE FROM b; DELETE FROM c);
                SELECT 1 -- no semicolon at the end
                """);

        assertThat(statements).extracting(Statement::line).containsExactly(1, 2, 3, 4, 5);
        assertThat(statements).allMatch(statement -> Syntax.parse(statement).isPresent());
    }

    @Test
    void onePartThatCannotBeReadDoesNotHideTheOthers() {
        assertThat(judge("SELECT 1;\nfoo bar;\nDROP TABLE a;"))
                .extracting(Finding::impact)
                .containsExactly(Impact.SAFE, Impact.UNKNOWN, Impact.DESTRUCTIVE);
    }

    @Test
    void anOpenStringIsUnknown() {
        assertThat(judge("SELECT 1;\nSELECT 'open;\nDROP TABLE a;"))
                .extracting(Finding::impact)
                .startsWith(Impact.SAFE)
                .contains(Impact.UNKNOWN);
    }

    @Test
    void anOpenDollarQuoteIsUnknown() {
        assertThat(judge("DO $$ BEGIN DROP TABLE a; END;"))
                .extracting(Finding::impact)
                .containsOnly(Impact.UNKNOWN);
    }

    @Test
    void dataOfCopyIsPassedOver() {
        List<Finding> findings = judge("COPY a FROM STDIN;\n1\tit's; DROP TABLE\n\\.\n\nDROP TABLE b;");

        assertThat(findings).extracting(Finding::rule).containsExactly("copy", "drop-table");
        assertThat(findings.get(1).line()).isEqualTo(5);
    }

    @Test
    void aMarkCountsForItsStatementAndRuleOnly() {
        List<Finding> findings = judge(
                """
                -- bluegreen:accept drop-table nobody reads a
                DROP TABLE a;
                DROP TABLE b; -- bluegreen:accept drop-table nobody reads b
                DROP TABLE c;
                -- bluegreen:accept drop-column wrong rule
                DROP TABLE d;
                -- bluegreen:accept drop-table
                DROP TABLE e;
                """);

        assertThat(findings).extracting(Finding::passes).containsExactly(true, true, false, false, false);
        assertThat(findings.get(1).accepted()).isEqualTo("nobody reads b");
    }

    @Test
    void aMarkDoesNotCoverAWorseActionOfTheSameStatement() {
        List<Finding> findings = judge(
                "-- bluegreen:accept drop-column a is unused\nALTER TABLE t DROP COLUMN a, ADD COLUMN b text NOT NULL;");

        assertThat(findings).extracting(Finding::rule).containsExactly("add-column-not-null");
        assertThat(findings.get(0).passes()).isFalse();
    }

    @Test
    void anEmptyFileHasNoStatements() {
        assertThat(judge("")).isEmpty();
        assertThat(judge("-- only a remark\n;;\n")).isEmpty();
    }

    @Test
    void tenThousandLinesAreReadInSeconds() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            sql.append("ALTER TABLE orders ADD COLUMN c").append(i).append(" text;\n");
            sql.append("INSERT INTO orders (id, note) VALUES (").append(i).append(", 'it''s one; of many');\n");
        }
        sql.append("DROP TABLE orders;");

        List<Finding> findings = Assertions.assertTimeout(Duration.ofSeconds(30), () -> judge(sql.toString()));

        assertThat(findings).hasSize(10_001);
        assertThat(findings.get(10_000).line()).isEqualTo(10_001);
        assertThat(findings.get(10_000).impact()).isEqualTo(Impact.DESTRUCTIVE);
    }

    @Test
    void oneStatementOfTenThousandLinesIsRead() {
        StringBuilder sql = new StringBuilder("INSERT INTO orders (id, note) VALUES\n");
        for (int i = 0; i < 10_000; i++) {
            sql.append("(").append(i).append(", 'row ").append(i).append("'),\n");
        }
        sql.append("(10000, 'last');");

        List<Finding> findings = Assertions.assertTimeout(Duration.ofSeconds(30), () -> judge(sql.toString()));

        assertThat(findings).extracting(Finding::rule).containsExactly("insert");
    }
}
