package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.bluegreen.acceptance.SmallSite;
import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import io.jenkins.plugins.bluegreen.store.DocumentLeaseStore;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person can get wrong, and what can be wrong before a deployment begins: one sentence that names the thing, the value and the way
 * out, exit code 2, and nothing changed, neither in the cloud nor in the state.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final Map<String, String> NO_CREDENTIALS_HERE = Map.of(
            "aws.disableEc2Metadata", "true",
            "aws.sharedCredentialsFile", "nowhere",
            "aws.configFile", "nowhere");

    private SmallSite site;
    private Path folder;
    private String yaml;
    private String said;
    private Map<String, Long> changesBefore;
    private Map<String, String> stateBefore;

    @BeforeAll
    void start(@TempDir Path world) {
        site = SmallSite.start(world, 1);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @BeforeEach
    void aGoodConfiguration(@TempDir Path each) {
        folder = each;
        yaml = goodConfiguration();
    }

    @AfterEach
    void nothingWasChanged() throws IOException {
        assertThat(changes()).isEqualTo(changesBefore);
        assertThat(state()).isEqualTo(stateBefore);
    }

    @Test
    void anUnknownEnvironment() throws IOException {
        refused("deploy", "moon", "2");
        assertThat(said).contains("no environment 'moon'").contains("there are local");
    }

    @Test
    void noConfigurationAtAll() throws IOException {
        remember();
        assertThat(run("status", "--config", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(said).contains("there is no file").contains("--config");
    }

    @Test
    void aPlanThatDoesNotEndAtAHundred() throws IOException {
        refused("deploy", "local", "2", "--plan", "10%:5s, 50%:5s");
        assertThat(said).contains("ends at 50%").contains("must be 100%");
    }

    @Test
    void aPlanOfTheFileThatDoesNotEndAtAHundred() throws IOException {
        yaml = yaml.replace("100%:1s", "90%:1s");
        refused("deploy", "local", "2");
        assertThat(said).contains("environments.local.plan").contains("ends at 90%");
    }

    @Test
    void sharesOutOfOrder() throws IOException {
        refused("deploy", "local", "2", "--plan", "50%:5s, 10%:5s, 100%:5s");
        assertThat(said).contains("10%").contains("50%");
    }

    @Test
    void noPlanAtAll() throws IOException {
        refused("deploy", "local", "2", "--plan", "");
        assertThat(said).contains("plan").contains("10%:30s");
    }

    @Test
    void aShareThatIsNoNumber() throws IOException {
        refused("plan", "local", "2", "--plan", "half, 100%");
        assertThat(said).contains("half");
    }

    @Test
    void twoEnvironmentsThatShareARule() throws IOException {
        yaml += another("OTHER-BLUE", "OTHER-GREEN", site.seeded.listenerArn());
        refused("deploy", "local", "2");
        assertThat(said).contains("local and other share rule " + site.seeded.listenerArn());
    }

    @Test
    void twoEnvironmentsThatShareATargetGroup() throws IOException {
        yaml += another(targetGroup("green"), "OTHER-GREEN", site.seeded.listenerArn() + "/other");
        refused("deploy", "other", "2");
        assertThat(said).contains("local and other share target group " + targetGroup("green"));
    }

    @Test
    void noRule() throws IOException {
        yaml = yaml.replaceAll("rules: .*", "rules: []");
        refused("deploy", "local", "2");
        assertThat(said).contains("rule");
    }

    @Test
    void aListenerThatDoesNotExist() throws IOException {
        String missing = site.seeded.listenerArn().replaceAll(".$", "z");
        yaml = yaml.replace(site.seeded.listenerArn(), missing);
        refused("deploy", "local", "2");
        assertThat(said).contains(missing).contains("is gone").contains("correct the ARNs");
    }

    @Test
    void aRuleThatDoesNotExist() throws IOException {
        String missing = site.seeded.listenerArn().replace(":listener/", ":listener-rule/") + "/0123456789abcdef";
        yaml = yaml.replace("{listenerArn: \"", "{arn: \"" + missing + "\", listenerArn: \"");
        refused("deploy", "local", "2");
        assertThat(said).contains(missing).contains("is gone").contains("correct the ARNs");
    }

    @Test
    void noRegion() throws IOException {
        yaml = yaml.replace("region: " + site.cloud.region(), "region: ''");
        refused("deploy", "local", "2");
        assertThat(said).contains("target.region is missing");
    }

    @Test
    void aRegionThatTheLoadBalancerIsNotIn() throws IOException {
        yaml = yaml.replace("region: " + site.cloud.region(), "region: ap-south-2");
        refused("deploy", "local", "2");
        assertThat(said)
                .contains("environments.local.target: region is ap-south-2, but " + site.seeded.listenerArn()
                        + " is in " + site.cloud.region())
                .contains("correct");
    }

    @Test
    void aTargetGroupOfAnotherRegion() throws IOException {
        String other = targetGroup("green").replace(site.cloud.region(), "ap-south-2");
        yaml = yaml.replace(targetGroup("green"), other);
        refused("deploy", "local", "2");
        assertThat(said).contains("region is " + site.cloud.region() + ", but " + other + " is in ap-south-2");
    }

    @Test
    void callsThatAwsThrottles() throws IOException {
        for (int attempt = 1; attempt <= 5; attempt++) {
            site.cloud
                    .faults()
                    .failCall(new CallFault(
                            "elasticloadbalancing",
                            "DescribeListeners",
                            1,
                            CallFault.Moment.BEFORE,
                            CallFault.Kind.ERROR,
                            400,
                            "Throttling",
                            Duration.ZERO));
        }
        refused("deploy", "local", "2");
        assertThat(said).contains("DescribeListeners").contains("throttled by AWS");
    }

    @Test
    void sidesThatShareATargetGroup() throws IOException {
        yaml = yaml.replace(targetGroup("green"), targetGroup("blue"));
        refused("deploy", "local", "2");
        assertThat(said).contains("both sides").contains(targetGroup("blue")).contains("each side needs its own");
    }

    @Test
    void sidesThatShareAnAutoScalingGroup() throws IOException {
        yaml = yaml.replace("group: local-green", "group: local-blue");
        refused("deploy", "local", "2");
        assertThat(said).contains("both sides").contains("local-blue");
    }

    @Test
    void anUnknownField() throws IOException {
        yaml = yaml.replace("    plan:", "    plann: soon\n    plan:");
        refused("deploy", "local", "2");
        assertThat(said).contains("bluegreen.yaml").contains("plann");
    }

    @Test
    void aFileThatIsNoYaml() throws IOException {
        yaml = "environments: [";
        refused("deploy", "local", "2");
        assertThat(said).contains("bluegreen.yaml cannot be read").contains("line 1");
    }

    @Test
    void noCredentials() throws IOException {
        assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null, "skipped: this machine has AWS credentials set");
        yaml = yaml.replace("  anyCredentials: true\n", "");
        NO_CREDENTIALS_HERE.forEach(System::setProperty);
        try {
            refused("deploy", "local", "2");
        } finally {
            NO_CREDENTIALS_HERE.keySet().forEach(System::clearProperty);
        }
        assertThat(said).contains("credentials");
    }

    @Test
    void aJournalThatCannotBeRead() throws IOException {
        journal("{\"format\": 1, \"order\"");
        refused("deploy", "local", "2");
        assertThat(said).contains("d-1.json").contains("torn").contains("restore it from a backup");
    }

    @Test
    void aJournalOfANewerVersion() throws IOException {
        journal("{\"format\": 99}");
        refused("deploy", "local", "2");
        assertThat(said).contains("format 99").contains("use the newer version");
    }

    @Test
    void aLeaseThatSomebodyElseHolds() throws IOException {
        new DocumentLeaseStore(FileDocuments.under(folder.resolve("state")))
                .acquire("local", "jenkins/42", Duration.ofMinutes(1), Instant.now());
        refused("deploy", "local", "2");
        assertThat(said).contains("local").contains("jenkins/42");
    }

    @Test
    void nothingToResume() throws IOException {
        refused("deploy", "local", "--resume");
        assertThat(said).contains("nothing to resume");
    }

    @Test
    void aPhaseToStopAtThatThereIsNot() throws IOException {
        refused("deploy", "local", "2", "--until", "baked");
        assertThat(said).contains("'baked'").contains("'verified'");
    }

    @Test
    void nothingToRollBack() throws IOException {
        refused("rollback", "local");
        assertThat(said).contains("local");
    }

    private String targetGroup(String colour) {
        return site.seeded.sides().get(colour).targetGroupArn();
    }

    private String goodConfiguration() {
        return site.configuration("10%:1s, 100%:1s", "");
    }

    private String another(String blue, String green, String listener) {
        return goodConfiguration()
                .lines()
                .dropWhile(line -> !line.equals("  local:"))
                .collect(Collectors.joining("\n", "", "\n"))
                .replace("  local:", "  other:")
                .replace("group: local-", "group: other-")
                .replace(site.seeded.listenerArn(), listener)
                .replace(targetGroup("green"), green)
                .replace(targetGroup("blue"), blue);
    }

    private void journal(String content) throws IOException {
        Path deployments = Files.createDirectories(folder.resolve("state/deployments/local"));
        Files.writeString(deployments.resolve("d-1.json"), content);
        Files.createDirectories(folder.resolve("state/recent/local"));
        Files.writeString(folder.resolve("state/recent/local/8000000000000-d-1"), "");
    }

    /** One sentence, exit code 2. */
    private void refused(String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("bluegreen.yaml"), yaml);
        remember();
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", file.toString()))
                .toArray(String[]::new);

        int status = run(all);

        assertThat(status).as(said).isEqualTo(2);
        assertThat(said.strip().lines()).as(said).hasSize(1);
        assertThat(said).startsWith("bluegreen: ").doesNotContain("Exception");
    }

    private int run(String... arguments) {
        StringWriter err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        said = err.toString();
        return status;
    }

    private void remember() throws IOException {
        changesBefore = changes();
        stateBefore = state();
    }

    /** Calls that change something, as the cloud counted them. */
    private Map<String, Long> changes() {
        Map<String, Long> changes = new TreeMap<>();
        site.cloud.calls().forEach((action, count) -> {
            if (!action.contains(":Describe")) {
                changes.put(action, count.calls());
            }
        });
        return changes;
    }

    /** Every journal with its content; a lease that was taken for the moment of the refusal has been given back. */
    private Map<String, String> state() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path journals : List.of(folder.resolve("state/deployments"), folder.resolve("state/recent"))) {
            if (Files.exists(journals)) {
                try (Stream<Path> all = Files.walk(journals)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        files.put(file.toString(), Files.readString(file));
                    }
                }
            }
        }
        return files;
    }
}
