package io.jenkins.plugins.bluegreen.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans were printed by Terraform 1.11 with the AWS provider 5.100 from infra/environments/staging; unchanged resources are left out. */
class PlanGuardTest {
    private static final String LISTENER = "module.loadbalancer.aws_lb_listener.http[0]";

    @Test
    void aPlanAfterADeploymentPassesBecauseTheSeamIgnoresWhatTheDeployerDid() throws IOException {
        PlanVerdict verdict = judge("deployed-elsewhere");

        assertThat(verdict.passes()).as(verdict.toString()).isTrue();
        assertThat(verdict.changes()).isEqualTo(6);
    }

    @Test
    void otherTagsOnEverythingPass() throws IOException {
        assertThat(judge("tags-changed").refused()).isEmpty();
    }

    @Test
    void withoutTheSeamThePlanWouldSendUsersBackAndIsStopped() throws IOException {
        PlanVerdict verdict = judge("seam-removed");

        assertThat(verdict.refused())
                .filteredOn(finding -> finding.rule() == Rule.WEIGHTS)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.address()).isEqualTo(LISTENER);
                    assertThat(finding.sentence())
                            .isEqualTo(
                                    "would set the weights from staging-blue 0, staging-green 100 to staging-blue 100,"
                                            + " staging-green 0: that moves users, and the split belongs to the deployer;"
                                            + " put lifecycle { ignore_changes = [default_action] } back");
                });
    }

    @Test
    void theVerdictCountsResourcesNotRulesBroken() throws IOException {
        assertThat(judge("seam-removed").sentence())
                .isEqualTo("The plan must not be applied: 3 of its 9 changes are not Terraform's to make.");
    }

    @Test
    void withoutTheSeamThePlanWouldResizeTheSideThatWasScaledAndIsStopped() throws IOException {
        assertThat(judge("seam-removed").refused())
                .filteredOn(finding -> finding.rule() == Rule.CAPACITY)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.address()).isEqualTo("module.webserver.aws_autoscaling_group.side[\"green\"]");
                    assertThat(finding.sentence())
                            .contains(
                                    "min_size from 2 to 0", "desired_capacity from 2 to 0", "belongs to the deployer");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "target-group-replaced, LOSS, module.loadbalancer.aws_lb_target_group.side[\"blue\"], delete and make anew the target group of a side",
        "target-group-replaced, WEIGHTS, module.loadbalancer.aws_lb_listener_rule.preview[\"blue\"], would set the weights",
        "database-replaced, LOSS, module.database.aws_db_instance.this, delete and make anew the database",
        "everything-destroyed, LOSS, module.database.aws_db_instance.this, would delete the database",
        "everything-destroyed, LOSS, module.loadbalancer.aws_lb.this, would delete the load balancer",
        "everything-destroyed, LOSS, module.loadbalancer.aws_lb_target_group.side[\"green\"], would delete the target group",
        "everything-destroyed, LOSS, module.loadbalancer.aws_lb_listener_rule.preview[\"green\"], would delete a rule of a listener",
        "everything-destroyed, LOSS, module.webserver.aws_autoscaling_group.side[\"blue\"], would delete the Auto Scaling group",
        "everything-destroyed, LOSS, module.deploy_state.aws_s3_bucket.this, would delete a bucket",
        "public-access-opened, PUBLIC, module.database.aws_db_instance.this, make the database reachable from the Internet",
        "public-access-opened, PUBLIC, module.deploy_state.aws_s3_bucket_public_access_block.this, switch block_public_policy off",
        "public-access-opened, PUBLIC, module.loadbalancer.aws_vpc_security_group_ingress_rule.everybody, open port 22 to the whole Internet",
    })
    void everyKindOfForbiddenChangeIsStoppedWithASentence(String plan, Rule rule, String address, String sentence)
            throws IOException {
        PlanVerdict verdict = judge(plan);

        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.refused())
                .filteredOn(
                        finding -> finding.rule() == rule && finding.address().equals(address))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains(sentence));
    }

    @Test
    void anAllowedFindingPassesAndIsStillNamed() throws IOException {
        Set<String> keys = Set.of(
                "public:module.database.aws_db_instance.this",
                "public:module.deploy_state.aws_s3_bucket_public_access_block.this",
                "public:module.loadbalancer.aws_vpc_security_group_ingress_rule.everybody");
        PlanGuard guard = new PlanGuard(keys);
        read("public-access-opened", guard);

        assertThat(guard.verdict().passes()).isTrue();
        assertThat(guard.verdict().allowed()).extracting(Finding::key).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void anAllowanceForAnotherRuleOrAddressAllowsNothing() throws IOException {
        PlanGuard guard = new PlanGuard(Set.of("loss:" + LISTENER, "weights:another"));
        read("seam-removed", guard);

        assertThat(guard.verdict().passes()).isFalse();
        assertThat(guard.verdict().unused()).containsExactly("loss:" + LISTENER, "weights:another");
    }

    @Test
    void theFirstPlanOfAnEnvironmentPasses() {
        PlanGuard guard = new PlanGuard(Set.of());
        ObjectMapper json = new ObjectMapper();
        guard.accept(new ResourceChange(
                "aws_lb_listener.http",
                "aws_lb_listener",
                Set.of("create"),
                null,
                json.createObjectNode().set("default_action", json.createArrayNode())));
        guard.accept(new ResourceChange(
                "aws_vpc_security_group_ingress_rule.clients",
                "aws_vpc_security_group_ingress_rule",
                Set.of("create"),
                null,
                json.createObjectNode()
                        .put("cidr_ipv4", "0.0.0.0/0")
                        .put("from_port", 443)
                        .put("to_port", 443)));

        assertThat(guard.verdict().sentence())
                .isEqualTo(
                        "The plan may be applied: 2 changes, none to what the deployer owns or cannot be taken back.");
    }

    @Test
    void switchingDeletionProtectionOffIsStopped() {
        PlanGuard guard = new PlanGuard(Set.of());
        ObjectMapper json = new ObjectMapper();
        guard.accept(new ResourceChange(
                "aws_db_instance.this",
                "aws_db_instance",
                Set.of("update"),
                json.createObjectNode().put("deletion_protection", true),
                json.createObjectNode().put("deletion_protection", false)));

        assertThat(guard.verdict().refused()).extracting(Finding::rule).containsExactly(Rule.PROTECTION);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/1, true", "128.0.0.0/1, true", "::/0, true", "10.0.0.0/8, false", "203.0.113.0/24, false"})
    void halfOfTheInternetIsEverybodyToo(String range, boolean isEverybody) {
        PlanGuard guard = new PlanGuard(Set.of());
        guard.accept(new ResourceChange(
                "aws_vpc_security_group_ingress_rule.database",
                "aws_vpc_security_group_ingress_rule",
                Set.of("create"),
                null,
                new ObjectMapper()
                        .createObjectNode()
                        .put("cidr_ipv4", range)
                        .put("from_port", 5432)
                        .put("to_port", 5432)));

        assertThat(guard.verdict().passes()).isEqualTo(!isEverybody);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\"}]} | true",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}}} | true",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\"}]} | false",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"logs\"}}]} | false",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:SourceVpc\": \"v\"}}}]} | false",
            })
    void aBucketPolicyForAnybodyIsStopped(String policy, boolean isPublic) {
        PlanGuard guard = new PlanGuard(Set.of());
        ObjectMapper json = new ObjectMapper();
        guard.accept(new ResourceChange(
                "aws_s3_bucket_policy.this",
                "aws_s3_bucket_policy",
                Set.of("update"),
                json.createObjectNode().put("policy", "{}"),
                json.createObjectNode().put("policy", policy)));

        assertThat(guard.verdict().passes()).isEqualTo(!isPublic);
    }

    @Test
    void aTemplateVersionKnownOnlyAfterTheApplyIsStopped() {
        PlanGuard guard = new PlanGuard(Set.of());
        ObjectMapper json = new ObjectMapper();
        guard.accept(new ResourceChange(
                "aws_autoscaling_group.side[\"blue\"]",
                "aws_autoscaling_group",
                Set.of("update"),
                json.createObjectNode()
                        .set(
                                "launch_template",
                                json.createArrayNode()
                                        .add(json.createObjectNode()
                                                .put("id", "lt-1")
                                                .put("version", "3"))),
                json.createObjectNode()
                        .set(
                                "launch_template",
                                json.createArrayNode()
                                        .add(json.createObjectNode().put("id", "lt-1")))));

        assertThat(guard.verdict().refused()).extracting(Finding::rule).containsExactly(Rule.TEMPLATE);
    }

    private static PlanVerdict judge(String plan) throws IOException {
        PlanGuard guard = new PlanGuard(Set.of());
        read(plan, guard);
        return guard.verdict();
    }

    private static void read(String plan, PlanGuard guard) throws IOException {
        try (InputStream in = PlanGuardTest.class.getResourceAsStream(plan + ".json")) {
            PlanFile.read(in, guard);
        }
    }
}
