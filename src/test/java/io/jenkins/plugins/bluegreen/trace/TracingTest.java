package io.jenkins.plugins.bluegreen.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector gets over HTTP. */
class TracingTest {
    private final Rig rig = new Rig();
    private final List<Span> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private URI address;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(received::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        address = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    /** A controller that is traced; each phase it enters makes one call. */
    private Engine controller(Tracing tracing) {
        return new Engine(new Services(
                environment -> rig.cloud.world(),
                rig.store,
                rig.leases,
                (after, event) -> {
                    tracing.happened(after, event);
                    if (event instanceof Event.PhaseEntered) {
                        tracing.called(
                                "shop", "DescribeRules", event.at(), event.at().plusMillis(30), "");
                    }
                },
                (environment, receipt) -> {},
                rig.time,
                rig.time,
                "traced",
                Services.LEASE));
    }

    private Span span(String name) {
        return received.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + names()));
    }

    private List<String> names() {
        return received.stream().map(Span::getName).toList();
    }

    @Test
    void aDeploymentIsOneTraceWithItsPhasesAndTheCallsInThem() {
        String id;
        try (Tracing tracing = Tracing.to(address)) {
            id = rig.deploy(controller(tracing), "2.0.0", "10%:60s, 100%:60s");
            rig.runTo(id, Phase.SUCCEEDED);
        }

        Span whole = span("deployment");
        assertThat(names())
                .contains(
                        "preparing", "verifying", "verified", "shifting", "baking", "keeping", "draining", "retiring");
        assertThat(received).allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(whole.getTraceId()));
        assertThat(span("shifting").getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(received)
                .filteredOn(span -> span.getName().equals("DescribeRules"))
                .anySatisfy(call -> assertThat(call.getParentSpanId())
                        .isEqualTo(span("shifting").getSpanId()));
        assertThat(seconds(whole))
                .as("from the order until its caller need not wait")
                .isEqualTo(Receipts.of(rig.stored(id), Tally.NONE, rig.time.now())
                        .deploy()
                        .toSeconds());
        assertThat(span("shifting").getEventsList())
                .extracting(Span.Event::getName)
                .anyMatch(sentence -> sentence.contains("step 1 has held"));
    }

    @Test
    void aRollbackIsAnErrorWithItsReason() {
        try (Tracing tracing = Tracing.to(address)) {
            Engine engine = controller(tracing);
            String id = rig.deploy(engine, "2.0.0", "10%:60s, 100%:60s");
            rig.runTo(id, Phase.SHIFTING);
            rig.command(engine, id, new Command.RollBack("customers complain", "ann"));
            rig.runTo(id, Phase.ROLLED_BACK);
        }

        assertThat(span("deployment").getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(span("deployment").getStatus().getMessage()).contains("customers complain");
    }

    @Test
    void whoeverTakesADeploymentOverAddsToTheSameTrace() {
        String id;
        try (Tracing tracing = Tracing.to(address)) {
            Engine first = controller(tracing);
            id = rig.deploy(first, "2.0.0", "10%:60s, 100%:60s");
            rig.runTo(id, Phase.SHIFTING);
            first.close();
        }
        try (Tracing tracing = Tracing.to(address)) {
            rig.drive(controller(tracing), id);
            rig.runTo(id, Phase.SUCCEEDED);
        }

        assertThat(received.stream().map(Span::getTraceId).distinct()).hasSize(1);
        assertThat(names()).filteredOn("deployment"::equals).hasSize(1);
        assertThat(names()).contains("preparing", "baking");
    }

    @Test
    void aCollectorThatIsAwayCostsNoDeployment() {
        collector.stop(0);
        long begun = System.nanoTime();
        try (Tracing tracing = Tracing.to(address)) {
            rig.runTo(rig.deploy(controller(tracing), "2.0.0", "100%:60s"), Phase.SUCCEEDED);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
    }

    private static long seconds(Span span) {
        return TimeUnit.NANOSECONDS.toSeconds(span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
    }
}
