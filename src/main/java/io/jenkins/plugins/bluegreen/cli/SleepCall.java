package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.sleep.SleepFailedException;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Brings an environment to sleep or awake from the command line, and says how that ended. */
final class SleepCall {
    private final Shared shared;
    private final Installation installation;

    SleepCall(Shared shared, Installation installation) {
        this.shared = shared;
        this.installation = installation;
    }

    int bring(Sleepable sleepable, Wish wish, Optional<Release> first) throws InterruptedException, ExecutionException {
        String name = sleepable.name();
        try {
            Sleeping.Outcome outcome = installation
                    .sleeping()
                    .bring(sleepable, wish, first, DeployCommand.user(), shared::say)
                    .get();
            shared.say(name + " is " + state(wish) + " after " + outcome.took().toSeconds() + " s: " + outcome.how());
            answer(name, state(wish), outcome.how(), outcome.took().toSeconds());
            return ExitCode.DONE;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SleepFailedException failure)) {
                throw e;
            }
            shared.say(failure.getMessage());
            answer(name, "unfinished", failure.getMessage(), -1);
            return ExitCode.HALTED;
        }
    }

    private static String state(Wish wish) {
        return wish == Wish.ASLEEP ? "asleep" : "awake";
    }

    private void answer(String environment, String state, String how, long seconds) {
        shared.answer(JsonNodeFactory.instance
                .objectNode()
                .put("environment", environment)
                .put("state", state)
                .put("how", how)
                .put("seconds", seconds));
    }
}
