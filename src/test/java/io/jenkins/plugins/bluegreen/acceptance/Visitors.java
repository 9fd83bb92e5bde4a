package io.jenkins.plugins.bluegreen.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Users who know nothing of deployments: one request after the other through every load balancer node, at a steady rate. */
final class Visitors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<URI> nodes;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Integer> failures = new TreeMap<>();
    private CompletableFuture<?> open = CompletableFuture.completedFuture(null);
    private int sent;
    private int failed;

    Visitors(List<String> nodes, int port, int perSecond) {
        this.nodes = nodes.stream()
                .map(node -> URI.create("http://" + node + ":" + port + "/"))
                .toList();
        clock.scheduleAtFixedRate(this::visit, 0, 1_000_000L / perSecond, TimeUnit.MICROSECONDS);
    }

    private synchronized void visit() {
        URI node = nodes.get(sent++ % nodes.size());
        HttpRequest request = HttpRequest.newBuilder(node).timeout(PATIENCE).build();
        CompletableFuture<?> answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, problem) -> {
                    if (problem != null) {
                        fail(node, problem.getMessage());
                    } else if (response.statusCode() != 200) {
                        fail(node, "status " + response.statusCode());
                    }
                    return null;
                });
        open = CompletableFuture.allOf(open, answer);
    }

    private synchronized void fail(URI node, String what) {
        failed++;
        failures.merge(node.getHost() + ": " + what, 1, Integer::sum);
    }

    /** No more requests; returns when the last one is answered. */
    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<?> last;
        synchronized (this) {
            last = open;
        }
        last.join();
    }

    synchronized int requests() {
        return sent;
    }

    synchronized int failures() {
        return failed;
    }

    /** Which failures, on which node, how often. */
    synchronized Map<String, Integer> kinds() {
        return Map.copyOf(failures);
    }
}
