package io.jenkins.plugins.bluegreen.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StateTest {
    private static final String ENVIRONMENTS =
            """
            environments:
              east:
                target:
                  region: us-east-1
                  url: http://east.example.org
                  rules: [{listenerArn: "arn:east"}]
                  blue: {targetGroup: "arn:east-blue", group: blue}
                  green: {targetGroup: "arn:east-green", group: green}
              west:
                target:
                  region: eu-west-1
                  url: http://west.example.org
                  rules: [{listenerArn: "arn:west"}]
                  blue: {targetGroup: "arn:west-blue", group: blue}
                  green: {targetGroup: "arn:west-green", group: green}
            """;

    @Test
    void aBucketIsWhereTheFirstEnvironmentIs() {
        assertThat(stateOf("s3://deployments/shop")).isEqualTo(new State.Bucket("us-east-1", "deployments", "shop"));
    }

    @Test
    void aBucketMayBeInARegionOfItsOwn() {
        assertThat(stateOf("s3://deployments/shop/web?region=eu-west-1"))
                .isEqualTo(new State.Bucket("eu-west-1", "deployments", "shop/web"));
        assertThat(stateOf("s3://deployments.2024?region=eu-west-1"))
                .isEqualTo(new State.Bucket("eu-west-1", "deployments.2024", ""));
    }

    @Test
    void anythingElseBehindTheBucketIsNotTakenForAFolder() {
        assertThatThrownBy(() -> stateOf("s3://deployments/shop?zone=eu-west-1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'s3://deployments/shop?zone=eu-west-1'")
                .hasMessageContaining("?region=<region>")
                .hasMessageContaining("not in us-east-1");
        assertThatThrownBy(() -> stateOf("s3://")).hasMessageContaining("'s3://'");
    }

    @Test
    void whereNoEnvironmentTellsTheRegionItMustBeWritten() {
        assertThat(State.Bucket.read("s3://deployments/shop", "")).isEmpty();
        assertThat(State.Bucket.read("s3://deployments/shop?region=eu-west-1", ""))
                .contains(new State.Bucket("eu-west-1", "deployments", "shop"));
    }

    private static State stateOf(String state) {
        return Configuration.parse("state: \"" + state + "\"\n" + ENVIRONMENTS).state();
    }
}
