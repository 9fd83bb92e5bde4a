package io.jenkins.plugins.bluegreen.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.wiring.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose rights a deployment is driven with, whoever else has to do with its environment. */
class LentRightsTest {
    @TempDir
    private Path home;

    private boolean buildsAreGone;

    private LentRights rights() {
        return new LentRights(home, () -> keys("controller"), (environment, grant) -> {
            if (buildsAreGone) {
                throw new IllegalStateException("build " + grant.run() + " is gone");
            }
            return keys(grant.credentialsId() + grant.roleArn());
        });
    }

    private static Access keys(String id) {
        return new Access("", id, "secret", "", "", "", "", "", List.of());
    }

    private static Grant grant(String run, String credentials, String deployment) {
        return new Grant(run, credentials, "", deployment);
    }

    private static void deploy(LentRights rights) throws IOException {
        rights.lend("shop", grant("deploy#1", "deployer", "d1"), false, keys("deployer"));
    }

    @Test
    void aDeploymentKeepsTheRightsItWasBegunWithWhenAStepThatNamesNoneActsOnIt() throws IOException {
        LentRights rights = rights();
        deploy(rights);

        rights.lend("shop", grant("deploy#1", "", "d1"), false, keys("controller"));

        assertThat(rights.accessTo("shop", "d1").accessKeyId()).isEqualTo("deployer");
        assertThat(rights().accessTo("shop", "d1").accessKeyId()).isEqualTo("deployer");
    }

    @Test
    void whoActsOnItWithRightsThatItNamesLendsThose() throws IOException {
        LentRights rights = rights();
        deploy(rights);

        rights.lend("shop", grant("oncall#7", "oncall", "d1"), false, keys("oncall"));
        assertThat(rights.accessTo("shop", "d1").accessKeyId()).isEqualTo("oncall");

        rights.lend("shop", grant("night#8", "", "d1"), true, keys("fresh"));
        assertThat(rights.accessTo("shop", "d1").accessKeyId()).isEqualTo("fresh");
    }

    @Test
    void aDeploymentToWhichNobodyLentAnythingHasTheControllersRightsAndNotItsPredecessors() throws IOException {
        LentRights rights = rights();
        deploy(rights);

        assertThat(rights.accessTo("shop", "d2").accessKeyId()).isEqualTo("controller");
        assertThat(rights.accessTo("other", "d1").accessKeyId()).isEqualTo("controller");
    }

    @Test
    void afterARestartTheyAreFoundAgainByBuildAndIdAndTheFileHoldsNoSecret() throws IOException {
        deploy(rights());

        assertThat(rights().accessTo("shop", "d1").accessKeyId()).isEqualTo("deployer");
        assertThat(rights().accessTo("shop", "").accessKeyId()).isEqualTo("deployer");
        assertThat(home.resolve("grants.json")).content().doesNotContain("secret");
    }

    @Test
    void whatAnOlderVersionWroteHoldsForWhicheverDeploymentIsUnderWay() throws IOException {
        Files.writeString(
                home.resolve("grants.json"),
                "{\"shop\":{\"run\":\"deploy#1\",\"credentialsId\":\"deployer\",\"roleArn\":\"\"}}");

        LentRights rights = rights();
        assertThat(rights.accessTo("shop", "d1").accessKeyId()).isEqualTo("deployer");

        rights.lend("shop", grant("other#2", "", "d2"), false, keys("controller"));
        assertThat(rights.accessTo("shop", "d2").accessKeyId()).isEqualTo("controller");
    }

    @Test
    void aBuildThatIsGoneTakesItsRightsAlong() throws IOException {
        deploy(rights());
        buildsAreGone = true;

        assertThatThrownBy(() -> rights().accessTo("shop", "d1")).hasMessageContaining("deploy#1 is gone");
    }
}
