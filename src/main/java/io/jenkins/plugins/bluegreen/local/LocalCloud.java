package io.jenkins.plugins.bluegreen.local;

import io.jenkins.plugins.bluegreen.local.autoscaling.AutoScalingService;
import io.jenkins.plugins.bluegreen.local.cloudwatch.CloudWatchService;
import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.ComputeSettings;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.compute.MetadataService;
import io.jenkins.plugins.bluegreen.local.ec2.Ec2Service;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates;
import io.jenkins.plugins.bluegreen.local.ec2.Network;
import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.elb.ElbSettings;
import io.jenkins.plugins.bluegreen.local.fault.CallFaults;
import io.jenkins.plugins.bluegreen.local.rds.RdsService;
import io.jenkins.plugins.bluegreen.local.s3.S3Service;
import io.jenkins.plugins.bluegreen.local.sns.SnsService;
import io.jenkins.plugins.bluegreen.local.sts.StsService;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlaneSettings;
import io.jenkins.plugins.bluegreen.local.wire.ApiServer;
import io.jenkins.plugins.bluegreen.local.wire.Router;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An AWS of one's own on loopback. Point any AWS client at {@link #endpoint} with any credentials. Closing it ends every instance it has
 * started; so does the end of this JVM, however it comes.
 */
public final class LocalCloud implements AutoCloseable {
    private static final Duration DATABASE_TRANSITION = Duration.ofSeconds(2);

    private final LocalCloudSettings settings;
    private final ScheduledExecutorService scheduler;
    private final boolean ownsScheduler;
    private final DataPlane dataPlane;
    private final Compute compute;
    private final ElbService elb;
    private final S3Service s3;
    private final SnsService sns;
    private final Network network;
    private final CallFaults calls;
    private final LocalFaults faults;
    private final Router router;
    private final ApiServer server;

    private LocalCloud(LocalCloudSettings settings, ScheduledExecutorService scheduler, boolean ownsScheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.ownsScheduler = ownsScheduler;
        Optional<Upstream> upstream = settings.upstream().map(Upstream::new);
        String account = settings.accountId();
        this.calls = new CallFaults(settings.clock());
        this.dataPlane = DataPlane.start(DataPlaneSettings.defaults(settings.clock())
                .withNodes(settings.nodes().toArray(String[]::new)));
        this.compute = new Compute(
                new ComputeSettings(
                        settings.dataDirectory().resolve("instances"),
                        settings.clock(),
                        settings.region(),
                        settings.instanceEnvironment(),
                        settings.stopBound()),
                scheduler);
        this.network = new Network(settings.region(), account, upstream);
        LaunchTemplates templates = new LaunchTemplates(settings.clock(), "arn:aws:iam::" + account + ":root");
        this.elb = new ElbService(
                dataPlane, compute, network, settings.clock(), new ElbSettings(settings.region(), account));
        AutoScalingService autoScaling = new AutoScalingService(
                settings.clock(),
                compute,
                templates,
                elb,
                network,
                "arn:aws:autoscaling:" + settings.region() + ":" + account);
        this.sns = new SnsService(settings.clock(), settings.region(), account, upstream);
        CloudWatchService cloudWatch = new CloudWatchService(
                settings.clock(),
                dataPlane,
                elb,
                "arn:aws:cloudwatch:" + settings.region() + ":" + account,
                (action, alarm) -> {
                    if (action.contains(":scalingPolicy:") && alarm.state().equals("ALARM")) {
                        autoScaling.alarm(action);
                    } else if (action.contains(":sns:")) {
                        sns.publish(action, alarm.state() + ": " + alarm.alarmName(), alarm.reason());
                    }
                });
        this.s3 = new S3Service(settings.clock(), calls, upstream);
        this.faults = new LocalFaults(calls, dataPlane, compute, elb);
        LocalApi own = new LocalApi(
                calls, faults, elb, sns, compute, new MetadataService(compute, settings.region()), settings.nodes());
        this.router = new Router(
                List.of(
                        elb.api(),
                        autoScaling.api(),
                        new Ec2Service(compute, templates, network, account, upstream).api(),
                        cloudWatch.api(),
                        sns.api(),
                        new RdsService(
                                        settings.clock(),
                                        DATABASE_TRANSITION,
                                        "arn:aws:rds:" + settings.region() + ":" + account)
                                .api(),
                        new StsService(settings.clock(), account).api()),
                s3::answer,
                own::answer,
                calls,
                upstream,
                settings.region());
        this.server = ApiServer.start(settings.port(), router);
        compute.apiAt(server.port());
        long tick = settings.tick().toMillis();
        scheduler.scheduleWithFixedDelay(autoScaling::tick, tick, tick, TimeUnit.MILLISECONDS);
        scheduler.scheduleWithFixedDelay(cloudWatch::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** Starts a cloud with threads of its own. */
    public static LocalCloud start(LocalCloudSettings settings) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "local-cloud");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        return new LocalCloud(settings, scheduler, true);
    }

    /** Starts a cloud on somebody's scheduler, which is not shut down with it. */
    public static LocalCloud start(LocalCloudSettings settings, ScheduledExecutorService scheduler) {
        return new LocalCloud(settings, scheduler, false);
    }

    /** Where all APIs are: {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public String region() {
        return settings.region();
    }

    /** The addresses of every load balancer's nodes. */
    public List<String> nodes() {
        return settings.nodes();
    }

    public LocalFaults faults() {
        return faults;
    }

    /** API calls so far by {@code service:action}; what the cloud does by itself is not counted. */
    public Map<String, CallFaults.Count> calls() {
        return calls.counts();
    }

    /** What was published to SNS topics here, oldest first. */
    public List<SnsService.Message> messages() {
        return sns.messages();
    }

    /** Every instance so far, ended ones too. */
    public List<Instance> instances() {
        return compute.instances();
    }

    /** The listeners, with the ports they can really be reached at. */
    public List<ElbService.Traffic> traffic() {
        return elb.traffic();
    }

    /** Checks a target group's targets more often than AWS's 5 s, for tests and demonstrations. */
    public void checkHealthEvery(String targetGroupArn, Duration interval) {
        elb.checkEvery(targetGroupArn, interval);
    }

    /** Makes a bucket that lives here even when there is an upstream. */
    public void createBucket(String name) {
        s3.createBucket(name);
    }

    /** The subnets of the default VPC. */
    List<String> subnets() {
        return network.defaultSubnets().stream().map(Network.Subnet::id).toList();
    }

    String vpc() {
        return Network.VPC;
    }

    /** A port that is free on every node now. */
    int freePort() {
        return FreePort.onAll(settings.nodes());
    }

    /** Calls an API from within, past the wire, faults and counts. */
    Shape call(String service, String action, Map<String, String> form) {
        return router.call(service, action, form);
    }

    /** Ends instances, traffic and APIs; takes up to the stop bound of an instance that does not want to end. */
    @Override
    public void close() {
        server.close();
        if (ownsScheduler) {
            scheduler.shutdownNow();
        }
        compute.close();
        dataPlane.close();
    }
}
