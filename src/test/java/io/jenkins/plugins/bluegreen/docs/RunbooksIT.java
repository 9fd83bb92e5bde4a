package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.acceptance.SmallSite;
import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every command of {@code docs/runbooks.md}, run in a shell against the local cloud in the state that its section is about, with the
 * outcome that the section promises. A test bears the title of its section. Each has a site and a database of its own, and three run
 * beside each other: most of what they do is to wait.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunbooksIT {
    private static final int MANY_CALLS = 300;

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;

    private final String database = "d" + UUID.randomUUID().toString().replace("-", "");
    private SmallSite site;
    private Path configuration;
    private int releases = 1;

    private Shell shell;
    private Situation situation;
    private Runbook runbook;
    private String before;

    @BeforeAll
    static void startDatabases() throws Exception {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("databases"))
                .start();
        firstStatus();
    }

    /** The first {@code status} after a build writes the archive of classes: once, and not in the middle of a section. */
    private static void firstStatus() throws Exception {
        RunbooksIT anybody = new RunbooksIT();
        anybody.startSite();
        try {
            anybody.shell(anybody.configuration).run("bluegreen status local").endedWith(0);
        } finally {
            anybody.site.close();
        }
    }

    @AfterAll
    static void stopDatabases() throws Exception {
        server.close();
    }

    @BeforeEach
    void openTheSection(TestInfo test) throws Exception {
        startSite();
        openWith(test, configuration);
    }

    private void startSite() throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        site = SmallSite.start(Files.createTempDirectory(folder, "site"), 1);
        configuration = configured("bluegreen.yaml", "10m");
        try (Situation first = new Situation(site, configuration)) {
            first.awaitHealthy();
        }
    }

    private void openWith(TestInfo test, Path file) {
        shell = shell(file);
        situation = new Situation(site, file);
        runbook = Runbook.open(test.getDisplayName(), shell);
        before = situation.live();
    }

    @AfterEach
    void theWholeSectionHasBeenFollowed() {
        try {
            runbook.hasBeenFollowed();
        } finally {
            situation.close();
            site.close();
        }
    }

    private Path configured(String name, String retireDeadline) throws Exception {
        String yaml =
                """
                state: state
                aws: {endpoint: "ENDPOINT", anyCredentials: true}
                environments:
                  local:
                    plan: "50%:1s, 100%:1s"
                    schema: {url: "JDBC", user: postgres, migrations: "MIGRATIONS"}
                    target:
                      region: REGION
                      url: TRAFFIC
                      addresses: NODES
                      rules: [{listenerArn: "LISTENER"}]
                      blue: {targetGroup: "BLUE", group: local-blue}
                      green: {targetGroup: "GREEN", group: local-green}
                      previewHeader: X-BlueGreen-Preview
                    settings:
                      probePath: /
                      timing:
                        {probeInterval: 200ms, settleFloor: 500ms, scaleInFloor: 500ms, keepWindow: 10m, retireDeadline: DEADLINE}
                      thresholds: {latencyLimit: 1s, probesPerNode: 5, silentProbes: 5}
                """
                        .replace("ENDPOINT", site.cloud.endpoint().toString())
                        .replace("REGION", site.cloud.region())
                        .replace("TRAFFIC", site.seeded.traffic().toString())
                        .replace("NODES", site.seeded.nodes().toString())
                        .replace("LISTENER", site.seeded.listenerArn())
                        .replace("BLUE", site.seeded.sides().get("blue").targetGroupArn())
                        .replace("GREEN", site.seeded.sides().get("green").targetGroupArn())
                        .replace("JDBC", jdbc())
                        .replace(
                                "MIGRATIONS",
                                Path.of("app/migrations").toAbsolutePath().toString())
                        .replace("DEADLINE", retireDeadline);
        return Files.writeString(site.directory().resolve(name), yaml);
    }

    private String jdbc() {
        return server.getJdbcUrl("postgres", database);
    }

    private Shell shell(Path file) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "ENV", "local",
                "BLUEGREEN_CONFIG", file.toString(),
                "AWS_ENDPOINT_URL", site.cloud.endpoint().toString(),
                "AWS_DEFAULT_REGION", site.cloud.region(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "DATABASE_JDBC_URL", jdbc(),
                "PGUSER", "postgres",
                "JAVA_TOOL_OPTIONS", "-Dbluegreen.lease=10s"));
        return new Shell(site.directory(), variables);
    }

    /** The controller that has made the situation ends. */
    private void nobodyDrives() {
        situation.close();
        situation = new Situation(site, configuration);
    }

    private String next() {
        return String.valueOf(++releases);
    }

    @Test
    @DisplayName("The new release is bad and the guards have not seen it")
    void badRelease() throws Exception {
        situation.deployed(next());

        runbook.next().endedWith(0).saying("Rolled back in", "customers report wrong totals", "local: healthy");

        assertThat(situation.live()).isEqualTo(before);
    }

    @Test
    @DisplayName("The new release is bad and the guards have not seen it")
    void badReleaseWhoseOldSideIsGone() throws Exception {
        situation.deployed(next());
        situation.tidiesUp();

        runbook.next()
                .endedWith(0)
                .saying("the old side is gone; bringing release " + before + " up again", "local: healthy");

        assertThat(situation.live()).isEqualTo(before);
    }

    @Test
    @DisplayName("A deployment does not go on")
    void stuck() throws Exception {
        String release = next();
        site.sicken(release, "health");
        Process jenkins = shell.background("bluegreen deploy local " + release);
        situation.await(Phase.PREPARING);

        runbook.next().endedWith(0).saying("of release " + release + " is preparing");
        runbook.next().endedWith(0).saying("another controller drives", "the new side does not come up");

        assertThat(jenkins.waitFor()).isEqualTo(1);
        assertThat(situation.live()).isEqualTo(before);
        site.heal();
    }

    @Test
    @DisplayName("The controller is lost")
    void lostController() throws Exception {
        String release = next();
        Process controller = shell.background("bluegreen deploy local " + release + " --plan '50%:8s, 100%:0s'");
        situation.awaitShare(50);
        controller.destroyForcibly().waitFor();

        runbook.next().endedWith(0).saying("of release " + release + " is shifting", "Done: deployment");
        assertThat(situation.live()).isEqualTo(release);

        runbook.next().endedWith(0).saying("the controller is lost");
        assertThat(situation.live()).isEqualTo(before);
    }

    @Test
    @DisplayName("HALTED: somebody else changed the weights")
    void stranger() throws Exception {
        situation.holdsAtHalf(next());
        meetsAStranger(20);

        runbook.next().endedWith(0).saying("halted", "somebody else changed the weights");
        runbook.next().endedWith(0);
        assertThat(situation.share()).isEqualTo(50);

        meetsAStranger(30);
        runbook.next().endedWith(0);
        assertThat(situation.share()).isEqualTo(30);

        meetsAStranger(80);
        runbook.next().endedWith(1).saying("aborted by");
        assertThat(situation.live()).isEqualTo(before);
    }

    private void meetsAStranger(int percent) {
        situation.goesOn();
        situation.strangerGivesNewSide(percent);
        situation.await(Phase.HALTED);
    }

    @Test
    @DisplayName("HALTED: both sides are unhealthy")
    void bothUnhealthy() throws Exception {
        situation.holdsAtHalf(next());
        site.sicken("all", "health");
        site.sicken("all", "index");
        situation.await(Phase.HALTED);

        runbook.next().endedWith(0).saying("neither side has a healthy target", "UNHEALTHY", "503");
        site.heal();
        situation.awaitHealthy();
        runbook.next().endedWith(1);

        assertThat(situation.live()).isEqualTo(before);
    }

    @Test
    @DisplayName("HALTED: the schema forbids the way back")
    void schemaForbids() throws Exception {
        shell.run("bluegreen migrate --phase expand").endedWith(0);
        situation.deployed(new Release(next(), "", "", new SchemaRange(1, 2)));
        situation.tidiesUp();
        String fitsTwo = situation.live();
        badAfterContract(next());

        runbook.next().endedWith(0).saying("halted", "would break it", "Schema version 3");
        site.heal();
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(runbook.script("sql"));
        }
        runbook.next().endedWith(1);
        assertThat(situation.live()).isEqualTo(fitsTwo);

        situation.tidiesUp();
        String stays = next();
        badAfterContract(stays);
        site.heal();
        runbook.next().endedWith(0);
        assertThat(situation.live()).isEqualTo(stays);
    }

    /** Half of the traffic on a release that turns bad when its contract migration has been run too early. */
    private void badAfterContract(String release) throws Exception {
        situation.holdsAtHalf(new Release(release, "", "", new SchemaRange(2, 3)));
        shell.run("bluegreen migrate --phase contract").endedWith(0);
        site.sicken(release, "index");
        situation.await(Phase.HALTED);
    }

    @Test
    @DisplayName("HALTED: a deadline")
    void deadline(TestInfo test) throws Exception {
        situation.close();
        openWith(test, configured("hasty.yaml", "10s"));
        String release = next();
        situation.deployed(release);
        refuse("autoscaling", "UpdateAutoScalingGroup", "AccessDenied");
        situation.retires();
        situation.await(Phase.HALTED);

        runbook.next().endedWith(0).saying("halted", "retiring has not finished after 10s");
        site.cloud.faults().clear();
        runbook.next().endedWith(0).saying("Done: deployment");

        assertThat(situation.live()).isEqualTo(release);
    }

    private void refuse(String service, String action, String code) {
        for (int call = 1; call <= MANY_CALLS; call++) {
            site.cloud
                    .faults()
                    .failCall(new CallFault(
                            service,
                            action,
                            call,
                            CallFault.Moment.BEFORE,
                            CallFault.Kind.ERROR,
                            403,
                            code,
                            Duration.ZERO));
        }
    }

    @Test
    @DisplayName("Credentials have expired, or access is denied")
    void expired() throws Exception {
        String release = next();
        Process controller = shell.background("bluegreen deploy local " + release + " --plan '50%:5s, 100%:0s'");
        situation.awaitShare(50);
        for (String action : List.of("DescribeListeners", "DescribeRules", "DescribeTargetHealth")) {
            refuse("elasticloadbalancing", action, "ExpiredToken");
        }

        runbook.next().endedWith(2).saying("ExpiredToken");
        controller.destroy();
        controller.waitFor();
        site.cloud.faults().clear();
        runbook.next().endedWith(0).saying("Done: deployment");

        assertThat(situation.live()).isEqualTo(release);
    }

    @Test
    @DisplayName("AWS throttles")
    void throttled() throws Exception {
        situation.holdsAtHalf(next());
        nobodyDrives();
        site.cloud.faults().throttling(true);
        try (Neighbour neighbour = Neighbour.using(site.cloud)) {
            neighbour.awaitThrottled();

            runbook.next().endedWith(0).saying("Rolled back in");
        }
        site.cloud.faults().clear();

        assertThat(situation.live()).isEqualTo(before);
    }

    @Test
    @DisplayName("A side is lost")
    void lostSide() throws Exception {
        situation.holdsAtHalf(next());
        situation.losesNewSide();
        situation.await(Phase.KEEPING);
        nobodyDrives();

        runbook.next().endedWith(0).saying("is live with release " + before, "local: healthy");
    }

    @Test
    @DisplayName("The database is full, or gone")
    void databaseFull() throws Exception {
        site.sicken("all", "health");
        site.sicken("all", "index");

        runbook.next().endedWith(0).saying("NOT healthy", "local-database", "available");
        site.heal();
        situation.awaitHealthy();
        runbook.next().endedWith(0).saying("local: healthy");
    }
}
