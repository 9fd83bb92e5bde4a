package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenConfiguration;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What administrators set comes back: from the form, from a file, and from code. */
class ConfigurationTest {
    private static final String ENVIRONMENTS = "environments: {}";

    @Test
    @WithJenkins
    void theFormGivesBackWhatItWasGiven(JenkinsRule j) throws Exception {
        GlobalCredentials.add("deployer");
        fill(BlueGreenConfiguration.get());

        j.configRoundtrip();

        assertFilled(BlueGreenConfiguration.get());
    }

    @Test
    @WithJenkins
    void anEmptyFormLeavesTheDefaults(JenkinsRule j) throws Exception {
        j.configRoundtrip();

        BlueGreenConfiguration configuration = BlueGreenConfiguration.get();
        assertThat(configuration.getEnvironments()).isNull();
        assertThat(configuration.getStore()).isNull();
        assertThat(configuration.getEndpoint()).isNull();
        assertThat(configuration.getCredentialsId()).isNull();
        assertThat(configuration.getAllowedProbeHosts()).isNull();
        assertThat(configuration.getApprovalEnvironments()).isNull();
        assertThat(configuration.isSelfApproval()).isFalse();
    }

    @Test
    @WithJenkins
    void theFileIsReadAgain(JenkinsRule j) {
        fill(BlueGreenConfiguration.get());
        BlueGreenConfiguration.get().save();

        assertFilled(new BlueGreenConfiguration());
    }

    @Test
    @WithJenkins
    void codeConfiguresAndIsExported(JenkinsRule j, @TempDir Path folder) throws Exception {
        Path code = folder.resolve("jenkins.yaml");
        Files.writeString(
                code,
                """
                unclassified:
                  blueGreen:
                    environments: "environments: {}"
                    credentialsId: deployer
                    store: s3://bucket/folder?region=eu-central-1
                    allowedProbeHosts: "10.0.0.7"
                    approvalEnvironments: production
                    selfApproval: true
                    endpoint: http://127.0.0.1:4566
                """);

        ConfigurationAsCode.get().configure(code.toString());

        assertFilled(BlueGreenConfiguration.get());
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("blueGreen:")
                .contains("store: \"s3://bucket/folder?region=eu-central-1\"");
    }

    private static void fill(BlueGreenConfiguration configuration) {
        configuration.setEnvironments(ENVIRONMENTS);
        configuration.setCredentialsId("deployer");
        configuration.setStore("s3://bucket/folder?region=eu-central-1");
        configuration.setAllowedProbeHosts("10.0.0.7");
        configuration.setApprovalEnvironments("production");
        configuration.setSelfApproval(true);
        configuration.setEndpoint("http://127.0.0.1:4566");
    }

    private static void assertFilled(BlueGreenConfiguration configuration) {
        assertThat(configuration.getEnvironments()).isEqualTo(ENVIRONMENTS);
        assertThat(configuration.getCredentialsId()).isEqualTo("deployer");
        assertThat(configuration.getStore()).isEqualTo("s3://bucket/folder?region=eu-central-1");
        assertThat(configuration.getAllowedProbeHosts()).isEqualTo("10.0.0.7");
        assertThat(configuration.getApprovalEnvironments()).isEqualTo("production");
        assertThat(configuration.isSelfApproval()).isTrue();
        assertThat(configuration.getEndpoint()).isEqualTo("http://127.0.0.1:4566");
    }
}
