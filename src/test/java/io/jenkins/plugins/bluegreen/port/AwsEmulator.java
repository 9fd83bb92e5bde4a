package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.aws.AwsWorlds;
import io.jenkins.plugins.bluegreen.aws.Connections;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.budgets.BudgetsClient;
import software.amazon.awssdk.services.budgets.model.BudgetType;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Something that speaks AWS's protocols, the clients of a stranger in it, and our adapters over it. */
final class AwsEmulator implements AutoCloseable {
    private final URI endpoint;
    private final String region;
    private final Runnable running;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger planted = new AtomicInteger();
    private final Connections connections;
    final AwsWorlds worlds;
    /** Every call so far: whom for, and which. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private Environment lastPlanted;

    AwsEmulator(URI endpoint, String region, Runnable running) {
        this.endpoint = endpoint;
        this.region = region;
        this.running = running;
        this.connections = new Connections(
                Instant::now,
                (delay, task) -> {
                    var timer = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    return () -> timer.cancel(false);
                },
                (about, action, from, to, problem) -> heard.add(about + " " + action));
        this.worlds = new AwsWorlds(
                connections,
                (environment, deployment) -> account(),
                (environment, preview, path, perNode) -> List.of(),
                environment -> OptionalInt.empty());
    }

    AwsAccount account() {
        return AwsAccount.local(endpoint);
    }

    String region() {
        return region;
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    ElasticLoadBalancingV2Client elb() {
        return client(ElasticLoadBalancingV2Client.builder());
    }

    AutoScalingClient autoScaling() {
        return client(AutoScalingClient.builder());
    }

    Ec2Client ec2() {
        return client(Ec2Client.builder());
    }

    CloudWatchClient cloudWatch() {
        return client(CloudWatchClient.builder());
    }

    RdsClient rds() {
        return client(RdsClient.builder());
    }

    S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true));
    }

    /** Tells moto what to answer where it has no way to know. */
    void tellMoto(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    /** A monthly budget in dollars. */
    void budget(String account, String name, int limit) {
        client(BudgetsClient.builder())
                .createBudget(request -> request.accountId(account).budget(budget -> budget.budgetName(name)
                        .budgetType(BudgetType.COST)
                        .timeUnit(software.amazon.awssdk.services.budgets.model.TimeUnit.MONTHLY)
                        .budgetLimit(
                                spend -> spend.amount(BigDecimal.valueOf(limit)).unit("USD"))));
    }

    /** A name that nothing in it has yet. */
    String freshName() {
        return "env" + planted.incrementAndGet();
    }

    /** An environment with a rule and a default action, both 100/0, and two empty sides. */
    Environment plant() {
        String name = freshName();
        List<Subnet> subnets = ec2().describeSubnets().subnets();
        List<String> two = subnets.stream().limit(2).map(Subnet::subnetId).toList();
        String balancer = elb().createLoadBalancer(r -> r.name(name).subnets(two))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        Side blue = side(name, Colour.BLUE, subnets.get(0).vpcId(), two);
        Side green = side(name, Colour.GREEN, subnets.get(0).vpcId(), two);
        Action forward = forward(blue, 100, green, 0);
        String listener = elb().createListener(r -> r.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(freePort())
                        .defaultActions(forward))
                .listeners()
                .get(0)
                .listenerArn();
        String rule = elb().createRule(r -> r.listenerArn(listener)
                        .priority(7)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .pathPatternConfig(p -> p.values("/api/*"))
                                .build())
                        .actions(forward))
                .rules()
                .get(0)
                .ruleArn();
        lastPlanted = new Environment(
                name,
                region,
                URI.create("http://127.0.0.1"),
                List.of(),
                List.of(new RuleRef(listener, rule), RuleRef.defaultOf(listener)),
                blue,
                green,
                List.of(),
                "",
                null);
        return lastPlanted;
    }

    Environment lastPlanted() {
        return lastPlanted;
    }

    static Action forward(Side blue, int blueWeight, Side green, int greenWeight) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(f -> f.targetGroups(tuple(blue, blueWeight), tuple(green, greenWeight)))
                .build();
    }

    private static TargetGroupTuple tuple(Side side, int weight) {
        return TargetGroupTuple.builder()
                .targetGroupArn(side.targetGroup())
                .weight(weight)
                .build();
    }

    private Side side(String environment, Colour colour, String vpc, List<String> subnets) {
        String name = environment + "-" + colour.word();
        String group = elb().createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(vpc)
                        .healthCheckPath("/health"))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb().modifyTargetGroupAttributes(r -> r.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value("1")
                        .build()));
        String template = ec2().createLaunchTemplate(
                        r -> r.launchTemplateName(name).launchTemplateData(d -> d.imageId(image())
                                .instanceType("t3.micro")
                                .userData("IyEvYmluL3NoCmV4ZWMgc2xlZXAgNjAwCg==")
                                .tagSpecifications(LaunchTemplateTagSpecificationRequest.builder()
                                        .resourceType("instance")
                                        .tags(Tag.builder()
                                                .key("Owner")
                                                .value("web")
                                                .build())
                                        .build())))
                .launchTemplate()
                .launchTemplateId();
        autoScaling().createAutoScalingGroup(r -> r.autoScalingGroupName(name)
                .launchTemplate(t -> t.launchTemplateId(template).version("1"))
                .minSize(0)
                .maxSize(4)
                .desiredCapacity(0)
                .targetGroupARNs(group)
                .vpcZoneIdentifier(String.join(",", subnets)));
        return new Side(colour, group, name);
    }

    /** Any image that is there. */
    private String image() {
        return ec2().describeImages(r -> r.owners("amazon")).images().stream()
                .findFirst()
                .map(image -> image.imageId())
                .orElse("ami-0a1b2c3d4e5f60001");
    }

    List<String> suspended(Side side) {
        return autoScaling()
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(side.group()))
                .autoScalingGroups()
                .get(0)
                .suspendedProcesses()
                .stream()
                .map(process -> process.processName())
                .collect(Collectors.toList());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connections.close();
        timers.shutdownNow();
        http.close();
        running.run();
    }
}
