package io.jenkins.plugins.bluegreen.aws;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The calls of somebody who looks at an environment, made once to nobody. Java readies each class when it is first used, and the SDK has
 * thousands: here that happens while the main thread reads options and configuration.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Begins, on a thread that keeps no program alive. */
    public static void begin() {
        Thread thread = new Thread(
                () -> {
                    try {
                        look();
                    } catch (RuntimeException e) {
                        // Whatever is wrong is met again, and told, by the first call that matters.
                        System.getLogger(Rehearsal.class.getName())
                                .log(System.Logger.Level.DEBUG, "the rehearsal ended early", e);
                    }
                },
                "bluegreen-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    static void look() {
        ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1);
        AwsAccount nobodys = AwsAccount.local(URI.create("http://nobody"));
        try (AwsClients clients = new AwsClients(nobodys, "us-east-1", timeouts, new Nobody())) {
            clients.elb().describeListeners(request -> request.listenerArns(""));
            clients.elb().describeTargetHealth(request -> request.targetGroupArn(""));
            clients.autoScaling().describeAutoScalingGroups();
            clients.ec2().describeInstances();
        } finally {
            timeouts.shutdownNow();
        }
    }

    /** Answers every question that there is nothing. */
    private static final class Nobody implements SdkHttpClient {
        private static final byte[] NOTHING = "<Response><Result/></Response>".getBytes(StandardCharsets.UTF_8);

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(NOTHING)))
                            .build();
                }

                @Override
                public void abort() {
                    // It is over before anybody can.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
