package io.jenkins.plugins.bluegreen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.s3.S3Client;

/** A local cloud on a temporary directory with the unmodified AWS SDK pointed at it. */
final class RunningCloud implements AutoCloseable {
    /** A web server that answers its colour, release and instance id, and is healthy. */
    static final String WEB_SERVER =
            """
            #!/bin/bash
            exec python3 -u - <<'PYTHON'
            import os, http.server
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_GET(self):
                    body = 'SIDE'.encode()
                    self.send_response(200)
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *args):
                    pass
            http.server.ThreadingHTTPServer((os.environ['HOST'], int(os.environ['PORT'])), Handler).serve_forever()
            PYTHON
            """;

    final LocalCloud cloud;
    private final Path directory;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final HttpClient browser = HttpClient.newHttpClient();

    private RunningCloud(LocalCloud cloud, Path directory) {
        this.cloud = cloud;
        this.directory = directory;
    }

    static RunningCloud start() {
        return start(settings -> settings);
    }

    static RunningCloud start(UnaryOperator<LocalCloudSettings> change) {
        try {
            Path directory = Files.createTempDirectory("local-cloud");
            LocalCloudSettings settings =
                    LocalCloudSettings.of(directory, Clock.systemUTC()).withStopBound(Duration.ofSeconds(1));
            return new RunningCloud(LocalCloud.start(change.apply(settings)), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SeededEnvironment seed(int instances) {
        return LocalCloudSeed.of(colour -> WEB_SERVER.replace("SIDE", colour))
                .withInstances(instances)
                .withHealthInterval(Duration.ofMillis(200))
                .withDrain(Duration.ofSeconds(1))
                .plant(cloud);
    }

    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD))
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

    S3Client s3() {
        return client(S3Client.builder());
    }

    String get(URI uri, String... headers) {
        return send("GET", uri, "", headers).body();
    }

    HttpResponse<String> send(String method, URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** States of a group's targets, by {@code DescribeTargetHealth}. */
    List<String> states(String targetGroupArn) {
        return elb()
                .describeTargetHealth(request -> request.targetGroupArn(targetGroupArn))
                .targetHealthDescriptions()
                .stream()
                .map(TargetHealthDescription::targetHealth)
                .map(health -> health.stateAsString())
                .toList();
    }

    AutoScalingGroup group(String name) {
        return autoScaling()
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(name))
                .autoScalingGroups()
                .get(0);
    }

    List<String> instanceIds(String group) {
        return group(group).instances().stream().map(Instance::instanceId).toList();
    }

    Map<String, String> tags(String instanceId) {
        return ec2()
                .describeInstances(request -> request.instanceIds(instanceId))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .tags()
                .stream()
                .collect(java.util.stream.Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
    }

    @Override
    public void close() {
        cloud.close();
        http.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
