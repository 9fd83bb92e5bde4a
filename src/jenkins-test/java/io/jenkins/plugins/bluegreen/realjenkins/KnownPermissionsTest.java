package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.Permission;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jenkins knows the permissions before anybody uses them: a grant that it reads for an unknown one is forgotten. */
@WithJenkins
class KnownPermissionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"View", "Deploy", "Approve", "RollBack", "Stop"})
    void aPermissionIsKnownFromTheStart(String name, JenkinsRule j) {
        assertThat(Permission.fromId("io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions." + name))
                .isNotNull();
    }
}
