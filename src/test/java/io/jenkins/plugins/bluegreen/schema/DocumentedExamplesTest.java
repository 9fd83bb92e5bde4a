package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Migrations.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ten changes of docs/migrations.md, executed as they stand there, with both releases. */
class DocumentedExamplesTest {
    private static final Path DOCUMENT = Path.of("docs/migrations.md");
    private static final Pattern SECTION =
            Pattern.compile("^### (\\d+\\. .+?)$(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("^```sql ([a-z ]+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path folder;

    /** One section; the blocks of a kind in the order written. */
    record Example(String title, String text) {
        List<String> blocks(String kind) {
            List<String> blocks = new ArrayList<>();
            for (Matcher block = BLOCK.matcher(text); block.find(); ) {
                if (block.group(1).equals(kind)) {
                    blocks.add(block.group(2));
                }
            }
            return blocks;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Example> examples() throws IOException {
        return SECTION.matcher(Files.readString(DOCUMENT)).results().map(m -> new Example(m.group(1), m.group(2)));
    }

    @Test
    void thereAreTen() throws IOException {
        assertThat(examples()).hasSize(10);
    }

    @Test
    void everyRuleIsListed() throws IOException {
        String text = Files.readString(DOCUMENT);
        assertThat(Stream.of(Rule.values()))
                .allSatisfy(rule -> assertThat(text).contains("| `" + rule.id() + "` | " + rule.impact() + " |"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void bothReleasesRunThroughout(Example example) throws SQLException {
        List<String> expand = example.blocks("expand");
        List<String> contract = example.blocks("contract");
        List<String> old = example.blocks("old release");
        List<String> next = example.blocks("new release");
        Migrations files = new Migrations(folder).expand(1, String.join("\n", example.blocks("before")));
        int version = 1;
        for (String sql : expand) {
            files.expand(++version, sql);
        }
        int expanded = version;
        for (String sql : contract) {
            files.contract(++version, sql);
        }
        int contracted = version;
        String url = SERVER.newDatabase();
        try (Connection connection = PostgresServer.connect(url)) {
            ExampleRunner runner = new ExampleRunner(JdbcRunner.on(connection), () -> mustRun(url, old));
            SchemaMigrations door = new SchemaMigrations(PostgresServer.settings(url, folder), any -> runner);

            assertThat(door.expand(release("new", expanded, contracted), SchemaUsers.NOBODY)
                            .to())
                    .isEqualTo(expanded);
            mustRun(url, old);
            mustRun(url, next);
            assertThat(door.contract(SchemaUsers.live(release("new", expanded, contracted)))
                            .to())
                    .isEqualTo(contracted);
            mustRun(url, next);
            if (!contract.isEmpty()) {
                assertThat(runs(url, old)).as("the old release after contract").isFalse();
            }
        }
    }

    /** After the first file, the old release's statements run after each. */
    private record ExampleRunner(MigrationRunner inner, Runnable oldRelease) implements MigrationRunner {
        @Override
        public SchemaHistory.Recorded recorded() {
            return inner.recorded();
        }

        @Override
        public void clear(String failed) {
            inner.clear(failed);
        }

        @Override
        public void validate() {
            inner.validate();
        }

        @Override
        public java.time.Duration run(MigrationFile file) {
            java.time.Duration took = inner.run(file);
            if (file.phase() == MigrationPhase.EXPAND) {
                oldRelease.run();
            }
            return took;
        }
    }

    /** Runs in a transaction that is rolled back, so that the next time the same keys are free. */
    private static void mustRun(String url, List<String> statements) {
        assertThatCode(() -> run(url, statements)).doesNotThrowAnyException();
    }

    private static boolean runs(String url, List<String> statements) {
        try {
            run(url, statements);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void run(String url, List<String> blocks) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                java.sql.Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String block : blocks) {
                sql.execute(block);
            }
            connection.rollback();
        }
    }
}
