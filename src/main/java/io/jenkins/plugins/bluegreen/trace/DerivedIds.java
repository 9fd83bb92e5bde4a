package io.jenkins.plugins.bluegreen.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Random ids, except for a deployment's own span: its ids follow from the deployment's, so that every controller adds to one trace. */
final class DerivedIds implements IdGenerator {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<SpanContext> wanted = new ThreadLocal<>();

    /** The context of a deployment's own span, whether or not it has been sent. */
    static SpanContext of(String environment, String deployment) {
        String digest = sha256(environment + "\n" + deployment);
        return SpanContext.createFromRemoteParent(
                digest.substring(0, TRACE_DIGITS),
                digest.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    /** Makes a span that gets these ids. */
    <T> T as(SpanContext context, Supplier<T> make) {
        wanted.set(context);
        try {
            return make.get();
        } finally {
            wanted.remove();
        }
    }

    @Override
    public String generateSpanId() {
        SpanContext context = wanted.get();
        return context == null ? random.generateSpanId() : context.getSpanId();
    }

    @Override
    public String generateTraceId() {
        SpanContext context = wanted.get();
        return context == null ? random.generateTraceId() : context.getTraceId();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
