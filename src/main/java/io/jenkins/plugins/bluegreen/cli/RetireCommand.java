package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bluegreen retire}: ends the keep window. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description =
                "Ends the keep window: waits until the side without traffic is silent, scales it down, resumes what"
                        + " was suspended.")
final class RetireCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        configuration.environment(environment);
        try (Installation installation = shared.open(configuration)) {
            ProgressPrinter printer = shared.progress();
            installation
                    .engine()
                    .whenFree(environment, DeployCommand.user(), printer)
                    .get();
            printer.end();
            shared.say("environment " + environment + " has one side, and nothing is suspended");
            shared.answer(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("environment", environment)
                    .put("retired", true));
            return ExitCode.DONE;
        }
    }
}
