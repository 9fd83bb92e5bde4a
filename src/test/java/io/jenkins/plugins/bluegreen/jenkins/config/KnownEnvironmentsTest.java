package io.jenkins.plugins.bluegreen.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownEnvironmentsTest {
    private static final String YAML =
            """
            environments:
              staging:
                plan: 25%:10s, 100%:10s
                sleep: {stop: "0 19 * * 1-5", start: "0 7 * * 1-5", zone: Europe/Berlin}
                schema: {url: "jdbc:postgresql://db.example.org/shop", user: deployer}
                target:
                  region: eu-central-1
                  url: http://203.0.113.7
                  database: staging-db
                  rules: [{listenerArn: "arn:listener", default: true}]
                  blue: {targetGroup: "arn:blue", group: staging-blue}
                  green: {targetGroup: "arn:green", group: staging-green}
            """;

    private final KnownEnvironments known = KnownEnvironments.read(YAML, null);

    @Test
    void whatIsConfiguredIsFoundByItsName() {
        EnvironmentDescription staging = known.describe(choice("staging", "", false));

        assertThat(staging.environment().blue().group()).isEqualTo("staging-blue");
        assertThat(staging.plan()).isEqualTo(Plan.parse("25%:10s, 100%:10s"));
        assertThat(staging.sleepable().database()).isEqualTo("staging-db");
        assertThat(staging.schedule()).containsInstanceOf(Schedule.class);
        assertThat(staging.database()).get().extracting("user").isEqualTo("deployer");
    }

    @Test
    void aJobMayBringTheTextOfItsOwnFile() {
        EnvironmentDescription staging = nothing().describe(choice("staging", YAML, false));

        assertThat(staging.plan()).isEqualTo(Plan.parse("25%:10s, 100%:10s"));
    }

    @Test
    void aJobMayBringWhatTerraformPrints() {
        Map<String, Object> one = target("demo");
        Map<String, Object> asValue = Map.of("deployment_target", one, "dashboard", "https://d");
        Map<String, Object> asPrinted =
                Map.of("deployment_target", Map.of("sensitive", false, "type", "map", "value", one));

        for (Map<String, Object> given : List.of(one, asValue, asPrinted)) {
            EnvironmentDescription demo = nothing().describe(choice("", MapText.write(given), true));
            assertThat(demo.environment().name()).isEqualTo("demo");
            assertThat(demo.environment().green().group()).isEqualTo("demo-green");
            assertThat(demo.sleepable().database()).isEqualTo("demo-db");
        }
    }

    @Test
    void anEnvironmentThatNobodyKnowsIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> known.describe(choice("stagging", "", false)))
                .hasMessage("there is no environment 'stagging': there are staging");
        assertThatThrownBy(() -> nothing().describe(choice("staging", "", false)))
                .hasMessageContaining("environment 'staging' is unknown: none is configured. Configure it");
    }

    @Test
    void anUnknownFieldAndAWrongTypeAreNamed() {
        Map<String, Object> misspelt = target("demo");
        misspelt.put("regoin", "eu-central-1");
        assertRefused(misspelt, "target: unknown field regoin");

        Map<String, Object> wrong = target("demo");
        wrong.put("blue", "demo-blue");
        assertRefused(wrong, "target.blue");

        Map<String, Object> missing = target("demo");
        missing.remove("rules");
        assertRefused(missing, "has no rule");

        assertRefused(Map.of("deployment_target", "arn:aws:something"), "deployment_target is 'arn:aws:something'");
    }

    @Test
    void oneEnvironmentHasOneName() {
        String text = MapText.write(target("demo"));

        assertThatThrownBy(() -> nothing().describe(choice("production", text, true)))
                .hasMessageContaining("'production' here and 'demo' in its target");
    }

    @Test
    void aJobCannotPassAnotherEnvironmentForOneThatIsConfigured() {
        String text = MapText.write(target("staging"));
        KnownEnvironments other = KnownEnvironments.read(YAML.replace("staging-green", "staging-green-2"), null);

        assertThat(known.describe(choice("", text, true)).environment().name()).isEqualTo("staging");
        assertThatThrownBy(() -> other.describe(choice("", text, true)))
                .hasMessageContaining("environment 'staging' is configured in this Jenkins with other rules or sides");
    }

    @Test
    void aJobCannotHaveThisControllerProbeItselfUnlessAnAdministratorAllowsIt() {
        Map<String, Object> near = target("demo");
        near.put("url", "http://169.254.169.254");
        String text = MapText.write(near);

        assertThatThrownBy(() -> nothing().describe(choice("", text, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("169.254.169.254");
        assertThat(KnownEnvironments.read(null, "10.0.0.1 169.254.169.254").describe(choice("", text, true)))
                .isNotNull();
    }

    private static void assertRefused(Map<String, Object> target, String what) {
        String text = MapText.write(target);
        assertThatThrownBy(() -> nothing().describe(choice("", text, true)))
                .isInstanceOfAny(ConfigurationException.class, IllegalArgumentException.class)
                .hasMessageContaining(what);
    }

    private static KnownEnvironments nothing() {
        return KnownEnvironments.read(null, null);
    }

    private static EnvironmentChoice choice(String name, String definition, boolean isTarget) {
        return new EnvironmentChoice(name, definition, isTarget, null, null);
    }

    private static Map<String, Object> target(String name) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("name", name);
        target.put("region", "eu-central-1");
        target.put("url", "http://203.0.113.7");
        target.put("database", name + "-db");
        target.put("rules", List.of(Map.of("listener_arn", "arn:listener", "default", true)));
        target.put("blue", Map.of("target_group", "arn:blue", "group", name + "-blue"));
        target.put("green", Map.of("target_group", "arn:green", "group", name + "-green"));
        return target;
    }
}
