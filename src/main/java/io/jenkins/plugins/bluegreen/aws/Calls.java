package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.CallMeter;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one way to AWS: each call keeps to the budget, is counted, and fails as a {@code WorldException}. */
final class Calls implements CallMeter {
    private final AwsClients clients;
    private final ApiBudgets budgets;
    private final String about;
    private final Clock clock;
    private final CallListener listener;
    private final LongAdder attempts = new LongAdder();
    private final Map<String, LongAdder> byAction = new ConcurrentHashMap<>();

    /**
     * @param about whom the calls are for, as listeners are told
     * @param listener hears of each when it is over
     */
    Calls(AwsClients clients, ApiBudgets budgets, String about, Clock clock, CallListener listener) {
        this.clients = clients;
        this.budgets = budgets;
        this.about = about;
        this.clock = clock;
        this.listener = listener;
    }

    AwsClients clients() {
        return clients;
    }

    <Q extends AwsRequest, A> A send(String thing, Q request, Function<Q, A> send) {
        return send(thing, Urgency.ORDINARY, request, send);
    }

    /**
     * Sends a request.
     *
     * @param thing what it is about, for the message if it fails: {@code rule <arn>}
     * @param send the client's method
     */
    <Q extends AwsRequest, A> A send(String thing, Urgency urgency, Q request, Function<Q, A> send) {
        return sendApproved("", thing, urgency, request, send);
    }

    /** @param approval hash of the evidence in whose name it is sent ({@link AwsClients#approvedBy}); empty for nobody's */
    <Q extends AwsRequest, A> A sendApproved(
            String approval, String thing, Urgency urgency, Q request, Function<Q, A> send) {
        String name = request.getClass().getSimpleName();
        String action = name.substring(0, name.length() - "Request".length());
        boolean change = !action.startsWith("Describe");
        budgets.acquire(request, change, urgency);
        AtomicInteger sent = new AtomicInteger();
        Runnable onAttempt = () -> {
            attempts.increment();
            byAction.computeIfAbsent(action, a -> new LongAdder()).increment();
            if (sent.incrementAndGet() > 1) {
                budgets.alsoSent(request, change);
            }
        };
        Instant from = clock.now();
        String problem = "";
        try {
            return send.apply(carrying(request, onAttempt, clients.approvedBy(approval)));
        } catch (SdkException e) {
            problem = String.valueOf(e.getMessage());
            throw AwsErrors.translate(action, thing, clients.region(), e);
        } catch (UncheckedIOException e) {
            problem = String.valueOf(e.getMessage());
            // The URL connection client lets these through.
            throw AwsErrors.translate(action, thing, clients.region(), SdkClientException.create(e.getMessage(), e));
        } finally {
            listener.called(about, action, from, clock.now(), problem);
        }
    }

    /** A request's builder builds a request of the same class; the SDK's types do not say so. */
    @SuppressWarnings("unchecked")
    private static <Q extends AwsRequest> Q carrying(
            Q request, Runnable onAttempt, Optional<AwsCredentialsProvider> approved) {
        AwsRequestOverrideConfiguration.Builder configuration =
                AwsRequestOverrideConfiguration.builder().putExecutionAttribute(CountAttempts.ON_ATTEMPT, onAttempt);
        approved.ifPresent(configuration::credentialsProvider);
        return (Q)
                request.toBuilder().overrideConfiguration(configuration.build()).build();
    }

    @Override
    public long calls() {
        return attempts.sum();
    }

    Map<String, Long> byAction() {
        Map<String, Long> counts = new TreeMap<>();
        byAction.forEach((action, count) -> counts.put(action, count.sum()));
        return counts;
    }
}
