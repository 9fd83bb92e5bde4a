package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.sleep.SleepRefusedException;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.time.Duration;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code stopEnvironment} and {@code startEnvironment}. After a restart it asks again: what is done is found done, and the lease of
 * the controller that died is waited for.
 */
final class SleepExecution extends EnvironmentExecution {
    private static final long serialVersionUID = 1L;
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final SleepOrder order;
    private transient volatile String said;

    SleepExecution(StepContext context, EnvironmentChoice choice, SleepOrder order) {
        super(context, choice);
        this.order = order;
    }

    @Override
    void advance(ControllerEngine controller, Caller caller) {
        Sleepable sleepable = controller.describe(choice()).sleepable();
        order.awakeUntil().ifPresent(until -> caller.sleeping().keepAwake(sleepable, until));
        try {
            caller.sleeping()
                    .bring(sleepable, order.wish(), order.first(), build(), this::say)
                    .whenComplete((outcome, failure) -> controller.execute(() -> ended(controller, outcome, failure)));
        } catch (LeaseHeldException | SleepRefusedException e) {
            busy(controller, e);
        }
    }

    private void ended(ControllerEngine controller, Sleeping.Outcome outcome, Throwable failure) {
        if (failure == null) {
            succeed(ResultMap.of(environment(), outcome));
        } else if (unwrapped(failure) instanceof LeaseHeldException held) {
            busy(controller, held);
        } else {
            failed(failure);
        }
    }

    /** A deployment takes its time, so waiting for it must be asked for. A lease without one ends soon, at the latest with its holder. */
    private void busy(ControllerEngine controller, RuntimeException reason) {
        Optional<Deployment> deployment =
                controller.engine().active(environment()).map(Stored::deployment);
        String why = deployment
                .map(each -> "deployment " + each.id() + " of environment " + environment() + ", asked for by "
                        + each.order().by() + ", is " + each.phase().words())
                .orElse(reason.getMessage());
        if (deployment.isEmpty() || order.waitsWhenBusy()) {
            say("waiting: " + why);
            controller.later(AGAIN, this::goOn);
        } else {
            fail(new AbortException(why + ": " + order.wish().verb()
                    + " it when that has ended (retireIdleSide ends a keep window), or give whenBusy: 'wait'"));
        }
    }

    private void say(String line) {
        if (!isDone() && (said == null || !DeploymentWatch.isSameButForNumbers(said, line))) {
            log(line);
        }
        said = line;
    }

    @Override
    public void stop(Throwable cause) {
        if (!isDone() && said != null) {
            log("the build ends here; what has begun in environment " + environment() + " goes on in the background");
        }
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        String line = said;
        return line == null ? order.wish().verb() + " of environment " + environment() : line;
    }
}
