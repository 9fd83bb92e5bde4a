package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.schema.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MigrateCommandTest {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

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
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, sql).toString();
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

    @Test
    void whatFollowsFromAnEnvironmentCannotBeGivenAsWell() throws IOException {
        assertThat(run("--phase", "expand", "--environment", "shop", "--live", "release.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--live and --kept follow from --environment shop: leave them out");
    }

    @Test
    void anEnvironmentSaysWhichDatabaseItIsAndWhoUsesIt() throws Exception {
        String config = configuration(SERVER.newDatabase());
        file("expand/V1__orders.sql", "CREATE TABLE orders (id bigint, remark text);");
        file("contract/V2__no_remark.sql", "ALTER TABLE orders DROP COLUMN remark;");
        String release = file("release.json", "{\"id\": \"1\", \"schema\": {\"min\": 1, \"max\": 2}}");

        assertThat(run("--phase", "expand", "--environment", "shop", "--config", config, "--release", release))
                .isZero();
        assertThat(out.toString()).contains("expand done: the schema is at version 1.");

        assertThat(run("--phase", "contract", "--environment", "shop", "--config", config))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no release is known to be live");

        assertThat(run("--phase", "contract", "--environment", "shop", "--config", config, "--release", release))
                .isZero();
        assertThat(out.toString()).contains("contract done: the schema is at version 2.");
    }

    private String configuration(String database) throws IOException {
        return file(
                "bluegreen.yaml",
                """
                state: state
                aws: {endpoint: "http://127.0.0.1:1", anyCredentials: true}
                environments:
                  shop:
                    schema: {url: "%s", user: postgres, migrations: .}
                    target:
                      region: eu-central-1
                      url: http://127.0.0.1:1
                      rules: [{listenerArn: "arn:aws:elasticloadbalancing:eu-central-1:1:listener/app/shop/1/2"}]
                      blue: {targetGroup: "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/blue/1", group: blue}
                      green: {targetGroup: "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/green/1", group: green}
                """
                        .formatted(database));
    }
}
