package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MigrateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new MigrateCommand(Map.of()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String file(String name, String sql) throws IOException {
        return Files.writeString(folder.resolve(name), sql).toString();
    }

    @Test
    void theCheckPrintsOneJsonObjectWithTheAgreedFields() throws IOException {
        String file = file(
                "V2__x.sql",
                "-- a remark\n\nALTER TABLE orders\n  DROP COLUMN note;\nALTER TABLE orders ADD COLUMN x text;\n");

        int code = run("--check", file, "--output", "json");

        assertThat(code).isEqualTo(1);
        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertThat(root.fieldNames()).toIterable().containsExactly("statements");
        assertThat(root.get("statements")).hasSize(2);
        JsonNode drop = root.get("statements").get(0);
        assertThat(drop.fieldNames())
                .toIterable()
                .containsExactly("file", "line", "class", "rule", "reason", "instead");
        assertThat(drop.get("file").asText()).isEqualTo(file);
        assertThat(drop.get("line").asInt()).isEqualTo(3);
        assertThat(drop.get("class").asText()).isEqualTo("DESTRUCTIVE");
        assertThat(drop.get("rule").asText()).isEqualTo("drop-column");
        assertThat(drop.get("instead").asText()).contains("contract");
        assertThat(root.get("statements").get(1).get("class").asText()).isEqualTo("SAFE");
    }

    @Test
    void safeFilesPass() throws IOException {
        assertThat(run(
                        "--check",
                        file("V1__a.sql", "CREATE TABLE a (id bigint);"),
                        file("V2__b.sql", "ALTER TABLE a ADD COLUMN b text;")))
                .isZero();
        assertThat(out.toString()).contains("SAFE").contains("2 statements: all safe or accepted.");
    }

    @Test
    void anAcceptedStatementPassesAndKeepsItsClass() throws IOException {
        String file = file(
                "V2__x.sql", "-- bluegreen:accept create-index the table has 20 rows\nCREATE INDEX i ON small (a);\n");

        assertThat(run("--check", file, "--output", "json")).isZero();
        assertThat(out.toString()).contains("\"class\":\"CARE\"").contains("accepted: the table has 20 rows");
    }

    @Test
    void theTextForPeopleSaysWhatWhyAndHowInstead() throws IOException {
        assertThat(run("--check", file("V2__x.sql", "CREATE INDEX i ON orders (a);")))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("CARE")
                .contains("V2__x.sql:1  CREATE INDEX i ON orders (a)")
                .contains("create-index: SHARE lock")
                .contains("Instead: CREATE INDEX CONCURRENTLY, in a file of its own.");
    }

    @Test
    void aFileThatIsNotThereIsRefusedInASentence() {
        assertThat(run("--check", folder.resolve("gone.sql").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("gone.sql").contains("cannot be read");
    }

    @Test
    void aPhaseWithoutADatabaseIsBadUsage() {
        assertThat(run("--phase", "expand")).isEqualTo(2);
        assertThat(err.toString()).contains("give --url or set the environment variable DATABASE_JDBC_URL");
    }

    @Test
    void oneActionIsNeeded() {
        assertThat(run()).isEqualTo(2);
    }
}
