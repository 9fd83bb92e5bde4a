package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.CallMeter;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one way to AWS: each call keeps to the budget, is counted, and fails as a {@code WorldException}. */
final class Calls {
    private final Supplier<AwsClients> clients;
    private final Supplier<ApiBudgets> budgets;
    private final CallCounts counts;
    private final String about;
    private final Clock clock;
    private final CallListener listener;

    /**
     * @param clients asked for every call, so that rights may change in between
     * @param about whom the calls are for, as listeners are told
     * @param listener hears of each when it is over
     */
    Calls(
            Supplier<AwsClients> clients,
            Supplier<ApiBudgets> budgets,
            CallCounts counts,
            String about,
            Clock clock,
            CallListener listener) {
        this.clients = clients;
        this.budgets = budgets;
        this.counts = counts;
        this.about = about;
        this.clock = clock;
        this.listener = listener;
    }

    AwsClients clients() {
        return clients.get();
    }

    CallMeter meter() {
        return counts;
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
        AwsClients through = clients.get();
        ApiBudgets budget = budgets.get();
        budget.acquire(request, change, urgency);
        AtomicInteger sent = new AtomicInteger();
        Runnable onAttempt = () -> {
            counts.sent(action);
            if (sent.incrementAndGet() > 1) {
                budget.alsoSent(request, change);
            }
        };
        Instant from = clock.now();
        String problem = "";
        try {
            return send.apply(carrying(request, onAttempt, through.approvedBy(approval)));
        } catch (SdkException e) {
            problem = String.valueOf(e.getMessage());
            throw AwsErrors.translate(action, thing, through.region(), e);
        } catch (UncheckedIOException e) {
            problem = String.valueOf(e.getMessage());
            // The URL connection client lets these through.
            throw AwsErrors.translate(action, thing, through.region(), SdkClientException.create(e.getMessage(), e));
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
}
