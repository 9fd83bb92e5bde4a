package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** No allowed path gives an SQL error, every forbidden one is refused: random histories on a real server, with both sides' users at work. */
class HistoriesTest {
    private static final int LANES = 2;
    private static final int HISTORIES = Integer.getInteger("schema.histories", 500);
    private static final int THROUGH_FLYWAY = 4;
    private static final int ACTIONS = 12;

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    @Timeout(600)
    void releasesAndRollbacksNeverMeetASchemaTheyCannotRunOn() throws SQLException {
        String url = SERVER.newDatabase();
        List<CompletableFuture<History.Tally>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            int number = lane;
            lanes.add(CompletableFuture.supplyAsync(() -> playLane(url, number), threads));
        }
        report(
                "in schemas of their own",
                HISTORIES,
                lanes.stream().map(CompletableFuture::join).toList());
    }

    @Test
    @Timeout(600)
    void theSameThroughFlyway() throws Exception {
        History.Tally tally = new History.Tally();
        for (int i = 0; i < THROUGH_FLYWAY; i++) {
            String url = SERVER.newDatabase();
            MigrationSettings settings = settings(url, folder.resolve("flyway" + i));
            MigrationRunner runner = new FlywayRunner(settings, null);
            try (Connection admin = PostgresServer.connect(url);
                    Connection blue = PostgresServer.connect(url);
                    Connection green = PostgresServer.connect(url)) {
                play(9000 + i, admin, List.of(blue, green), runner, settings, tally);
            }
        }
        report("through Flyway", THROUGH_FLYWAY, List.of(tally));
    }

    private History.Tally playLane(String url, int lane) {
        History.Tally tally = new History.Tally();
        try (Connection admin = PostgresServer.connect(url);
                Connection blue = PostgresServer.connect(url);
                Connection green = PostgresServer.connect(url)) {
            for (int i = lane; i < HISTORIES; i += LANES) {
                String schema = "h" + i;
                PostgresServer.execute(url, "CREATE SCHEMA " + schema);
                use(admin, schema);
                use(blue, schema);
                use(green, schema);
                play(
                        i,
                        admin,
                        List.of(blue, green),
                        JdbcRunner.on(admin),
                        settings(url, folder.resolve(schema)),
                        tally);
                PostgresServer.execute(url, "SET client_min_messages = warning", "DROP SCHEMA " + schema + " CASCADE");
            }
            return tally;
        } catch (SQLException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private void play(
            long seed,
            Connection admin,
            List<Connection> connections,
            MigrationRunner runner,
            MigrationSettings settings,
            History.Tally tally)
            throws SQLException, InterruptedException {
        SideClient[] sides = connections.stream().map(SideClient::new).toArray(SideClient[]::new);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (SideClient side : sides) {
            running.add(CompletableFuture.runAsync(side, threads));
        }
        List<String> errors = new ArrayList<>();
        try {
            new History(seed, admin, sides, runner, settings, tally).play(ACTIONS);
        } finally {
            for (SideClient side : sides) {
                tally.statements += side.end(errors);
            }
            running.forEach(CompletableFuture::join);
        }
        errors.forEach(error -> tally.wrong.add("history " + seed + ": " + error));
    }

    private static void report(String how, int histories, List<History.Tally> tallies) {
        long statements = tallies.stream().mapToLong(tally -> tally.statements).sum();
        int allowed = tallies.stream().mapToInt(tally -> tally.allowed).sum();
        int refused = tallies.stream().mapToInt(tally -> tally.refused).sum();
        int proved = tallies.stream().mapToInt(tally -> tally.proved).sum();
        List<String> wrong =
                tallies.stream().flatMap(tally -> tally.wrong.stream()).toList();
        System.out.printf(
                "%d histories %s: %d moves allowed, %d refused (%d of them shown necessary by a failing statement), %d statements by the releases, %d errors%n",
                histories, how, allowed, refused, proved, statements, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(allowed).isGreaterThan(histories * 3);
        assertThat(refused).isGreaterThan(histories);
        assertThat(proved).isGreaterThan(histories / 2);
    }

    private static void use(Connection connection, String schema) throws SQLException {
        try (java.sql.Statement sql = connection.createStatement()) {
            sql.execute("SET search_path TO " + schema);
        }
    }

    private static MigrationSettings settings(String url, Path folder) {
        return new MigrationSettings(url, "postgres", "", folder, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
