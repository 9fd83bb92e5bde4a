package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bluegreen stop}: an environment goes to sleep. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description =
                "Puts an environment to sleep: both sides to nothing, sizes remembered in tags, then its database is stopped.",
        footer = {
            "",
            "Exit code 0: done, also when it was so already; 2: refused, nothing was changed; 3: not done, a person is needed."
        })
final class StopCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "which")
    private String environment;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        Sleepable sleepable = configuration.sleepable(environment);
        try (Installation installation = shared.open(configuration)) {
            return new SleepCall(shared, installation).bring(sleepable, Wish.ASLEEP, Optional.empty());
        }
    }
}
