package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Command.Shift;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen shift}: moves a verified deployment's traffic. */
@Command(
        name = "shift",
        mixinStandardHelpOptions = true,
        description = "Moves a verified deployment, or one that holds at a share, to another share or along a plan.")
final class ShiftCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Option(names = "--to", paramLabel = "PERCENT", description = "share for the new side, 1 to 100; it holds there")
    private Integer to;

    @Option(names = "--plan", description = "steps from here (default: the deployment's own plan)")
    private String plan;

    @Option(
            names = "--evidence",
            paramLabel = "HASH",
            description = "what was approved; refused if the world has drifted since")
    private String evidence = "";

    @Option(names = "--reason", description = "why it was approved; kept in the journal")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        configuration.environment(environment);
        if (to != null && plan != null) {
            throw new ConfigurationException("give --to or --plan, not both");
        }
        try (Installation installation = shared.open(configuration)) {
            Stored active = installation
                    .engine()
                    .active(environment)
                    .orElseThrow(() -> new ConfigurationException(
                            "no deployment of " + environment + " is under way: begin one with `bluegreen deploy`"));
            Plan chosen = to != null
                    ? Plan.parse(to + "%")
                    : plan != null ? Plan.parse(plan) : active.deployment().plan();
            installation
                    .engine()
                    .command(
                            environment,
                            active.order().id(),
                            new Shift(chosen, evidence, reason, DeployCommand.user()));
            return new Driving(shared, configuration, installation)
                    .toRest(environment, active.order().id());
        }
    }
}
