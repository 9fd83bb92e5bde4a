package io.jenkins.plugins.bluegreen.trace;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends deployments as traces to an OpenTelemetry collector. What happens is an event of the phase's span; the deployment's own span is
 * sent when its caller need not wait any longer. A collector that is away costs a warning, never a deployment.
 */
public final class Tracing implements Notifier, CallListener, AutoCloseable {
    private static final String NAME = "io.jenkins.plugins.bluegreen";
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int LAST_SECONDS = 5;

    private final DerivedIds ids = new DerivedIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    /** The phase that each environment's deployment is in, as far as it was entered here. */
    private final Map<String, Open> open = new HashMap<>();

    private record Open(String deployment, Phase phase, Span span, boolean wasKept) {}

    private Tracing(URI traces) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(traces.toString())
                .setTimeout(ANSWER)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.builder().put("service.name", "bluegreen").build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
        this.tracer = provider.get(NAME);
    }

    /**
     * Traces to a collector by OTLP over HTTP.
     *
     * @param collector its base address, such as {@code http://127.0.0.1:4318}
     */
    public static Tracing to(URI collector) {
        String base = collector.toString().replaceAll("/+$", "");
        return new Tracing(URI.create(base + "/v1/traces"));
    }

    @Override
    public synchronized void happened(Deployment after, Event event) {
        String environment = after.order().environment().name();
        Optional<Open> before = Optional.ofNullable(open.get(environment))
                .filter(each -> each.deployment().equals(after.id()));
        before.ifPresent(each -> each.span().addEvent(event.sentence(), event.at()));
        if (before.isPresent() && before.get().phase() == after.phase()) {
            return;
        }
        before.ifPresent(each -> end(each.span(), after, event.at()));
        boolean wasKept = before.map(Open::wasKept).orElse(isKept(after.phase()));
        if (!wasKept && after.isDoneForCaller()) {
            whole(after, event.at());
            wasKept = true;
        }
        open.remove(environment);
        if (!after.phase().isTerminal()) {
            open.put(environment, new Open(after.id(), after.phase(), phase(after, event), wasKept));
        }
    }

    /** After its caller's wait: the deployment's own span was sent when that ended, here or by another controller. */
    private static boolean isKept(Phase phase) {
        return phase == Phase.DRAINING || phase == Phase.RETIRING || phase.isTerminal();
    }

    private Span phase(Deployment deployment, Event event) {
        Span span = child(context(deployment), deployment.phase().words(), event.at())
                .setAttribute("bluegreen.reason", deployment.reason())
                .startSpan();
        span.addEvent(event.sentence(), event.at());
        return span;
    }

    private static void end(Span span, Deployment after, Instant at) {
        boolean turned = after.phase() == Phase.HALTED || after.phase() == Phase.ROLLING_BACK;
        if (turned) {
            span.setStatus(StatusCode.ERROR, after.reason());
        }
        span.end(at);
    }

    private void whole(Deployment deployment, Instant at) {
        Span span = ids.as(context(deployment), () -> tracer.spanBuilder("deployment")
                .setNoParent()
                .setStartTimestamp(deployment.order().at())
                .setAttribute("bluegreen.deployment", deployment.id())
                .setAttribute(
                        "bluegreen.environment",
                        deployment.order().environment().name())
                .setAttribute("bluegreen.release", deployment.order().release().id())
                .setAttribute(
                        "bluegreen.previous", deployment.order().previous().id())
                .setAttribute("bluegreen.plan", deployment.order().plan().toString())
                .setAttribute("bluegreen.by", deployment.order().by())
                .startSpan());
        if (deployment.heading() == Heading.BACK || deployment.phase() == Phase.HALTED) {
            String why = deployment.failure().isEmpty() ? deployment.reason() : deployment.failure();
            span.setStatus(StatusCode.ERROR, why);
        }
        span.end(at);
    }

    private static SpanContext context(Deployment deployment) {
        return DerivedIds.of(deployment.order().environment().name(), deployment.id());
    }

    private SpanBuilder child(SpanContext parent, String name, Instant from) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setStartTimestamp(from);
    }

    /** Belongs to the phase of its environment; what is for no environment (a bucket), to the only deployment there is, if there is one. */
    @Override
    public synchronized void called(String about, String action, Instant from, Instant to, String problem) {
        Optional<Open> in = Optional.ofNullable(open.get(about))
                .or(() -> open.size() == 1 ? open.values().stream().findFirst() : Optional.empty());
        in.ifPresent(each -> {
            Span span = child(each.span().getSpanContext(), action, from)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("rpc.system", "aws-api")
                    .setAttribute("rpc.method", action)
                    .setAttribute("bluegreen.about", about)
                    .startSpan();
            if (!problem.isEmpty()) {
                span.setStatus(StatusCode.ERROR, problem);
            }
            span.end(to);
        });
    }

    /** Sends what is left, for a few seconds at most. A phase that goes on without us ends in the trace of whoever goes on with it. */
    @Override
    public void close() {
        List<Open> left;
        synchronized (this) {
            left = new ArrayList<>(open.values());
            open.clear();
        }
        left.forEach(each -> each.span().end());
        provider.shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
    }
}
