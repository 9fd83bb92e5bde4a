package io.jenkins.plugins.bluegreen.docs;

import io.jenkins.plugins.bluegreen.local.LocalCloud;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody in the same account who uses up the budget of the load balancers' API. */
final class Neighbour implements AutoCloseable {
    /** AWS gives forty such calls at once and ten a second: first more than that is asked for, then half. */
    private static final int AT_ONCE = 60;

    private static final int EVERY_MILLIS = 200;

    private final ScheduledExecutorService calls = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch throttled = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    private Neighbour(LocalCloud cloud) {
        request = HttpRequest.newBuilder(cloud.endpoint())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/" + cloud.region()
                                + "/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeLoadBalancers&Version=2015-12-01"))
                .build();
    }

    static Neighbour using(LocalCloud cloud) {
        Neighbour neighbour = new Neighbour(cloud);
        for (int call = 0; call < AT_ONCE; call++) {
            neighbour.calls.execute(neighbour::call);
        }
        neighbour.calls.scheduleAtFixedRate(neighbour::call, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return neighbour;
    }

    private void call() {
        try {
            if (http.send(request, HttpResponse.BodyHandlers.ofString()).body().contains("Throttling")) {
                throttled.countDown();
            }
        } catch (IOException e) {
            // The next call is another try.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the budget is used up. */
    void awaitThrottled() throws InterruptedException {
        if (!throttled.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was throttled in a minute");
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
