package io.jenkins.plugins.bluegreen.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TargetNameTest {
    private static final String TARGET =
            """
            environments:
              staging:
                target:
                  name: %s
                  region: eu-central-1
                  url: http://staging.example.org
                  rules: [{listener_arn: "arn:listener", arn: "arn:listener", default: true}]
                  blue: {target_group: "arn:blue", group: staging-blue}
                  green: {target_group: "arn:green", group: staging-green}
            """;

    @Test
    void aTargetUnderItsOwnNameIsTaken() {
        Configuration configuration = Configuration.parse(TARGET.formatted("staging"));

        assertThat(configuration.environment("staging").name()).isEqualTo("staging");
    }

    @Test
    void aTargetUnderAnotherNameIsRefusedBecauseItsDeploymentsWouldNotBeFound() {
        assertThatThrownBy(() -> Configuration.parse(TARGET.formatted("production")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'staging' here and 'production' in its target");
    }
}
