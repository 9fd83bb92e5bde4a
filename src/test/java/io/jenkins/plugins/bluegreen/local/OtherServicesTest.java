package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.local.sns.SnsService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** CloudWatch, SNS, RDS, STS and EC2's launch templates through the unmodified SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherServicesTest {
    private final RunningCloud world = RunningCloud.start();
    private final CloudWatchClient cloudWatch = world.client(CloudWatchClient.builder());
    private final SnsClient sns = world.client(SnsClient.builder());
    private final RdsClient rds = world.client(RdsClient.builder());

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void anAlarmThatGoesOffTellsItsTopic() {
        String topic = sns.createTopic(request -> request.name("alarms")).topicArn();
        cloudWatch.putMetricAlarm(request -> request.alarmName("errors")
                .namespace("Test")
                .metricName("Errors")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .alarmActions(topic));
        assertThat(state("errors")).isEqualTo(StateValue.INSUFFICIENT_DATA);

        cloudWatch.setAlarmState(request ->
                request.alarmName("errors").stateValue(StateValue.ALARM).stateReason("rehearsal"));

        assertThat(state("errors")).isEqualTo(StateValue.ALARM);
        assertThat(world.cloud.messages())
                .filteredOn(message -> message.topicArn().equals(topic))
                .extracting(SnsService.Message::subject)
                .containsExactly("ALARM: errors");
    }

    private StateValue state(String alarm) {
        return cloudWatch
                .describeAlarms(request -> request.alarmNames(alarm))
                .metricAlarms()
                .get(0)
                .stateValue();
    }

    @Test
    void metricsThatWerePutAreReadAsStatistics() {
        Instant minute = Instant.now().minusSeconds(120);
        cloudWatch.putMetricData(request -> request.namespace("App")
                .metricData(MetricDatum.builder()
                        .metricName("Latency")
                        .dimensions(
                                Dimension.builder().name("Side").value("blue").build())
                        .timestamp(minute)
                        .values(1.0, 2.0, 10.0)
                        .counts(5.0, 4.0, 1.0)
                        .build()));

        assertThat(latency("p90", minute)).containsExactly(2.0);
        assertThat(latency("Average", minute)).containsExactly(2.3);
        assertThat(latency("SampleCount", minute)).containsExactly(10.0);
        assertThat(cloudWatch.listMetrics(request -> request.namespace("App")).metrics())
                .hasSize(1);
    }

    private List<Double> latency(String statistic, Instant around) {
        return cloudWatch
                .getMetricData(request -> request.startTime(around.minusSeconds(120))
                        .endTime(around.plusSeconds(120))
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("m")
                                .metricStat(
                                        stat -> stat.period(60).stat(statistic).metric(metric -> metric.namespace("App")
                                                .metricName("Latency")
                                                .dimensions(Dimension.builder()
                                                        .name("Side")
                                                        .value("blue")
                                                        .build())))
                                .build()))
                .metricDataResults()
                .get(0)
                .values();
    }

    @Test
    void aDatabaseTakesItsTimeToStop() {
        rds.createDBInstance(request -> request.dbInstanceIdentifier("db")
                .dbInstanceClass("db.t4g.micro")
                .engine("postgres"));
        assertThatThrownBy(() -> rds.stopDBInstance(request -> request.dbInstanceIdentifier("db")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        await().atMost(Duration.ofSeconds(10)).until(() -> status().equals("available"));

        rds.stopDBInstance(request -> request.dbInstanceIdentifier("db"));

        assertThat(status()).isEqualTo("stopping");
        await().atMost(Duration.ofSeconds(10)).until(() -> status().equals("stopped"));
        assertThatThrownBy(() -> rds.startDBInstance(request -> request.dbInstanceIdentifier("none")))
                .isInstanceOf(DbInstanceNotFoundException.class);
    }

    private String status() {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier("db"))
                .dbInstances()
                .get(0)
                .dbInstanceStatus();
    }

    @Test
    void stsKnowsTheAccountAndGivesRoles() {
        StsClient sts = world.client(StsClient.builder());

        assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(sts.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/deployer")
                                .roleSessionName("test"))
                        .assumedRoleUser()
                        .arn())
                .endsWith(":assumed-role/deployer/test");
    }

    @Test
    void aTemplateVersionBuildsOnItsSource() {
        var ec2 = world.ec2();
        ec2.createLaunchTemplate(request -> request.launchTemplateName("web")
                .launchTemplateData(data -> data.imageId("ami-1").instanceType("t3.micro")));
        ec2.createLaunchTemplateVersion(request ->
                request.launchTemplateName("web").sourceVersion("1").launchTemplateData(data -> data.imageId("ami-2")));
        ec2.modifyLaunchTemplate(request -> request.launchTemplateName("web").defaultVersion("2"));

        LaunchTemplateVersion version = ec2.describeLaunchTemplateVersions(
                        request -> request.launchTemplateName("web").versions("$Default"))
                .launchTemplateVersions()
                .get(0);
        assertThat(version.versionNumber()).isEqualTo(2);
        assertThat(version.launchTemplateData().imageId()).isEqualTo("ami-2");
        assertThat(version.launchTemplateData().instanceTypeAsString()).isEqualTo("t3.micro");
        assertThatThrownBy(() -> ec2.describeLaunchTemplateVersions(
                        request -> request.launchTemplateName("web").versions("9")))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("Could not find the specified version 9");
    }
}
