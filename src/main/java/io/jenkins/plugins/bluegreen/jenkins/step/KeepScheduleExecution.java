package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentDescription;
import io.jenkins.plugins.bluegreen.jenkins.config.MapText;
import io.jenkins.plugins.bluegreen.sleep.AutoStop;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import io.jenkins.plugins.bluegreen.wiring.SleepReader;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code keepSchedule}. After a restart it looks at the schedule again, as if it had not begun. */
final class KeepScheduleExecution extends EnvironmentExecution {
    private static final long serialVersionUID = 1L;

    private final String schedule;

    KeepScheduleExecution(StepContext context, EnvironmentChoice choice, String schedule) {
        super(context, choice);
        this.schedule = schedule;
        if (schedule != null) {
            given();
        }
    }

    private Schedule given() {
        return SleepReader.schedule(MapText.read(schedule));
    }

    @Override
    void advance(ControllerEngine controller, Caller caller) throws AbortException {
        EnvironmentDescription described = controller.describe(choice());
        Optional<Schedule> kept = schedule == null ? described.schedule() : Optional.of(given());
        if (kept.isEmpty()) {
            throw new AbortException("environment " + environment()
                    + " has no schedule: give one `sleep:` where it is configured, or the step schedule: [stop: '0 19 * *"
                    + " 1-5', start: '0 7 * * 1-5', zone: 'Europe/Berlin']");
        }
        AutoStop.Finding found = new AutoStop(
                        caller.sleeping(), controller::now, Map.of(described.sleepable(), kept.get()), this::log)
                .tick()
                .get(0);
        log(environment() + ": " + found.reason());
        found.ended().whenComplete((outcome, failure) -> controller.execute(() -> ended(found, outcome, failure)));
    }

    private void ended(AutoStop.Finding found, Optional<Sleeping.Outcome> outcome, Throwable failure) {
        if (failure == null) {
            succeed(ResultMap.of(found, outcome));
        } else {
            failed(failure);
        }
    }
}
