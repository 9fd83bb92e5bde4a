package io.jenkins.plugins.bluegreen.aws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.budgets.BudgetsClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Tag;

/** The SDK's clients for one account in one region, each built when it is first needed. */
final class AwsClients implements AutoCloseable {
    /** Time-outs and retries as product.md states them; the SDK's defaults differ and are moving. */
    static final Duration ATTEMPT = Duration.ofSeconds(5);

    static final Duration CALL = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;

    /** Tag of a session that may move traffic. */
    private static final String APPROVAL = "BlueGreenApproval";

    private final AwsAccount account;
    private final Region region;
    private final ScheduledExecutorService timeouts;
    private final Map<Class<?>, Object> built = new HashMap<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private SdkHttpClient http;
    private AwsCredentialsProvider credentials;
    private StsClient sts;
    private Approved approved;

    /** The session of the latest approval; one is enough, because approvals of one account seldom cross. */
    private record Approved(String evidence, AwsCredentialsProvider session) {}

    /** @param timeouts measures the SDK's time-outs; shared, because the SDK would otherwise start five threads for each client */
    AwsClients(AwsAccount account, String region, ScheduledExecutorService timeouts) {
        this(account, region, timeouts, null);
    }

    /** @param http sends requests instead of the account's own way */
    AwsClients(AwsAccount account, String region, ScheduledExecutorService timeouts, SdkHttpClient http) {
        this.account = account;
        this.region = Region.of(region);
        this.timeouts = timeouts;
        this.http = http;
    }

    String region() {
        return region.id();
    }

    ElasticLoadBalancingV2Client elb() {
        return one(ElasticLoadBalancingV2Client.class, () -> build(ElasticLoadBalancingV2Client.builder()));
    }

    AutoScalingClient autoScaling() {
        return one(AutoScalingClient.class, () -> build(AutoScalingClient.builder()));
    }

    Ec2Client ec2() {
        return one(Ec2Client.class, () -> build(Ec2Client.builder()));
    }

    CloudWatchClient cloudWatch() {
        return one(CloudWatchClient.class, () -> build(CloudWatchClient.builder()));
    }

    RdsClient rds() {
        return one(RdsClient.class, () -> build(RdsClient.builder()));
    }

    SnsClient sns() {
        return one(SnsClient.class, () -> build(SnsClient.builder()));
    }

    CostExplorerClient costExplorer() {
        return one(CostExplorerClient.class, () -> build(CostExplorerClient.builder()));
    }

    BudgetsClient budgets() {
        return one(BudgetsClient.class, () -> build(BudgetsClient.builder()));
    }

    S3Client s3() {
        // Our documents are small and hashed by the store itself; emulators do not know the newer checksum trailers.
        return one(
                S3Client.class,
                () -> build(S3Client.builder()
                        .forcePathStyle(account.endpoint().isPresent())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)));
    }

    private synchronized <C extends AutoCloseable> C one(Class<C> type, Supplier<C> make) {
        return type.cast(built.computeIfAbsent(type, t -> toBeClosed(make.get())));
    }

    private <C extends AutoCloseable> C toBeClosed(C closeable) {
        toClose.push(closeable);
        return closeable;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
        if (credentials == null) {
            credentials = provider(account.credentials());
        }
        return configure(builder).credentialsProvider(credentials).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(B builder) {
        if (http == null) {
            http = toBeClosed(HttpClients.to(account));
        }
        account.endpoint().ifPresent(builder::endpointOverride);
        return builder.region(region).httpClient(http).overrideConfiguration(o -> o.apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .scheduledExecutorService(timeouts)
                .addExecutionInterceptor(new CountAttempts())
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build()));
    }

    private AwsCredentialsProvider provider(AwsCredentialSource source) {
        if (source instanceof AwsCredentialSource.Keys keys) {
            return StaticCredentialsProvider.create(
                    keys.sessionToken().isEmpty()
                            ? AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())
                            : AwsSessionCredentials.create(
                                    keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
        }
        if (source instanceof AwsCredentialSource.Role role) {
            return toBeClosed(session(role, List.of()));
        }
        return toBeClosed(DefaultCredentialsProvider.builder().build());
    }

    private StsAssumeRoleCredentialsProvider session(AwsCredentialSource.Role role, List<Tag> tags) {
        if (sts == null) {
            sts = toBeClosed(configure(StsClient.builder())
                    .credentialsProvider(provider(role.by()))
                    .build());
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(r -> r.roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .externalId(role.externalId().isEmpty() ? null : role.externalId())
                        .tags(tags))
                .build();
    }

    /**
     * A session of the assumed role that carries the hash of what was approved, as production's role asks for before it lets anybody
     * move traffic ({@code infra/modules/deployer_role}). Empty without an approval, and where no role is assumed.
     */
    synchronized Optional<AwsCredentialsProvider> approvedBy(String evidence) {
        if (evidence.isEmpty() || !(account.credentials() instanceof AwsCredentialSource.Role role)) {
            return Optional.empty();
        }
        if (approved == null || !approved.evidence().equals(evidence)) {
            Tag tag = Tag.builder().key(APPROVAL).value(evidence).build();
            approved = new Approved(evidence, session(role, List.of(tag)));
        }
        return Optional.of(approved.session());
    }

    /** Last built, first closed: clients before the credentials and the HTTP client they use. */
    @Override
    public synchronized void close() {
        built.clear();
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                System.getLogger(AwsClients.class.getName())
                        .log(System.Logger.Level.WARNING, "an AWS client did not close", e);
            }
        }
    }
}
