package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.bluegreen.sleep.AutoStop;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bluegreen tick}: looks once after the schedules. */
@Command(
        name = "tick",
        mixinStandardHelpOptions = true,
        description =
                "Stops and starts the environments whose schedule says so now, and waits until that is done. For cron.",
        footer = {
            "",
            "Exit code 0: done, or nothing to do; 2: bad configuration; 3: something is not done, a person is needed."
        })
final class TickCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = shared.configuration();
        if (configuration.schedules().isEmpty()) {
            throw new ConfigurationException(
                    "no environment has a schedule: give one `sleep:` with stop, start and zone");
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        int code = ExitCode.DONE;
        try (Installation installation = shared.open(configuration)) {
            AutoStop autoStop = new AutoStop(
                    installation.sleeping(), installation.time(), configuration.sleepSchedules(), line -> {});
            for (AutoStop.Finding finding : autoStop.tick()) {
                shared.say(finding.environment() + ": "
                        + finding.wish().map(wish -> wish.verb() + ": ").orElse("") + finding.reason());
                code = Math.max(code, await(finding));
                json.addObject()
                        .put("environment", finding.environment())
                        .put("wish", finding.wish().map(wish -> wish.verb()).orElse(null))
                        .put("reason", finding.reason())
                        .put("done", !finding.ended().isCompletedExceptionally());
            }
        }
        shared.answer(json);
        return code;
    }

    private int await(AutoStop.Finding finding) throws InterruptedException {
        try {
            finding.ended().get().ifPresent(outcome -> shared.say(finding.environment() + ": " + outcome.how()));
            return ExitCode.DONE;
        } catch (ExecutionException e) {
            shared.say(finding.environment() + ": " + e.getCause().getMessage());
            return ExitCode.HALTED;
        }
    }
}
