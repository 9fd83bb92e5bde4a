package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen start}: an environment wakes. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Wakes an environment: its database, then the live side at the size it had; done when it serves its users well."
                        + " The first release of a new environment comes up this way too: there is nothing to deploy it beside.",
        footer = {
            "",
            "Exit code 0: done, also when it was so already; 2: refused, nothing was changed; 3: not done, a person is needed."
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "which")
    private String environment;

    @Option(
            names = "--keep-awake",
            paramLabel = "TIME",
            description = "no schedule puts it to sleep for this long, for example 4h")
    private String keepAwake;

    @Option(
            names = "--release",
            description = "the first release of an environment that never had one; without effect if it had")
    private String release;

    @Mixin
    private ReleaseOptions found;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        Sleepable sleepable = configuration.sleepable(environment);
        try (Installation installation = shared.open(configuration)) {
            if (keepAwake != null) {
                installation
                        .sleeping()
                        .keepAwake(sleepable, installation.time().now().plus(Durations.parse(keepAwake)));
            }
            return new SleepCall(shared, installation).bring(sleepable, Wish.AWAKE, first());
        }
    }

    private Optional<Release> first() {
        return Optional.ofNullable(release).map(id -> found.of(id, SchemaRange.ANY));
    }
}
