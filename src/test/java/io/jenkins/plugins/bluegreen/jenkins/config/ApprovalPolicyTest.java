package io.jenkins.plugins.bluegreen.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalPolicyTest {
    @Test
    void whatNoBuildAskedForHasNoRequester() {
        assertThat(Requesters.ofBuild("jane")).isEmpty();
        assertThat(Requesters.ofBuild("")).isEmpty();
    }

    @Test
    void anAdministratorsWordCountsMoreThanThePipelines() {
        ApprovalPolicy policy = ApprovalPolicy.of(" production\n canary ", false);

        assertThat(policy.environments()).isEqualTo(Set.of("production", "canary"));
        assertThat(policy.isRequiredFor("production")).isTrue();
        assertThat(policy.allowsSelf("production", true)).isFalse();
        assertThat(policy.allowsSelf("staging", true)).isTrue();
        assertThat(policy.allowsSelf("staging", false)).isFalse();
        assertThat(ApprovalPolicy.of(null, true).allowsSelf("staging", false)).isTrue();
    }
}
