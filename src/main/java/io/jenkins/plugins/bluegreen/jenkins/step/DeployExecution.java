package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.EnvironmentBusyException;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentDescription;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code blueGreenDeploy}. */
final class DeployExecution extends EngineExecution {
    private static final long serialVersionUID = 1L;
    private static final Duration BUSY = Duration.ofSeconds(15);

    private final DeployOrder order;
    private final Instant asked;
    private transient volatile String inTheWay;

    DeployExecution(StepContext context, EnvironmentChoice choice, OnAbort onAbort, DeployOrder order) {
        super(context, choice, onAbort);
        this.order = order;
        this.asked = ControllerEngine.get().now();
    }

    @Override
    CompletableFuture<String> ask(ControllerEngine controller, Caller caller) throws AbortException {
        if (!order.stopsWhenVerified() && controller.approvals().isRequiredFor(environment())) {
            throw new AbortException("traffic of environment " + environment()
                    + " moves only by an approval that Jenkins itself has seen: give until: 'verified', then approveRelease"
                    + " and shiftTraffic");
        }
        Engine engine = controller.engine();
        Optional<String> begun = begunBefore(engine);
        if (begun.isPresent()) {
            return CompletableFuture.completedFuture(begun.get());
        }
        CompletableFuture<String> id = new CompletableFuture<>();
        begin(controller, caller, id);
        return id;
    }

    /** A restart between writing the order and saving the build leaves an order that the build does not know of. */
    private Optional<String> begunBefore(Engine engine) {
        return engine.history(environment()).stream()
                .map(Stored::order)
                .filter(each -> each.by().equals(build())
                        && each.release().equals(order.release())
                        && !each.at().isBefore(asked))
                .map(each -> each.id())
                .findFirst();
    }

    private void begin(ControllerEngine controller, Caller caller, CompletableFuture<String> id) {
        if (isBuildOver()) {
            return;
        }
        DeploymentWatch watch = new DeploymentWatch(this::log);
        controller
                .engine()
                .whenFree(environment(), build(), watch)
                .thenRunAsync(
                        () -> {
                            if (!isStopping() && !isBuildOver()) {
                                EnvironmentDescription described = controller.describe(choice());
                                Request request = order.request(described.environment(), described.plan(), build());
                                id.complete(caller.begin(request).id());
                            }
                        },
                        controller::execute)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        refused(controller, caller, id, unwrapped(failure));
                    }
                });
    }

    /** The page of whatever is in the way. */
    private Throwable withLink(ControllerEngine controller, Throwable reason) {
        return reason instanceof EnvironmentBusyException busy
                ? controller
                        .pageOf(environment(), busy.deployment())
                        .<Throwable>map(page -> new AbortException(reason.getMessage() + ": " + page))
                        .orElse(reason)
                : reason;
    }

    private void refused(ControllerEngine controller, Caller caller, CompletableFuture<String> id, Throwable reason) {
        boolean busy = reason instanceof EnvironmentBusyException || reason instanceof LeaseHeldException;
        if (busy && order.waitsWhenBusy() && !isStopping()) {
            if (!reason.getMessage().equals(inTheWay)) {
                inTheWay = reason.getMessage();
                log("waiting: " + inTheWay);
            }
            controller.later(BUSY, () -> begin(controller, caller, id));
        } else {
            id.completeExceptionally(withLink(controller, reason));
        }
    }
}
