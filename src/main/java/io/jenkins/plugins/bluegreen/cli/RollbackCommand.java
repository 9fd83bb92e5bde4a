package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Command.RollBack;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen rollback}: back to the release before. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description =
                "Returns all traffic to the other side, verified in live traffic. After the old side is gone, the release before"
                        + " is brought up again first.",
        footer = {"", "Exit code 0: all traffic is back."})
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Option(names = "--reason", description = "kept in the journal and the receipt")
    private String reason = "a rollback was asked for";

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        configuration.environment(environment);
        try (Installation installation = shared.open(configuration)) {
            Optional<Stored> active = installation.engine().active(environment);
            if (active.isPresent()) {
                return goBack(configuration, installation, active.get().deployment());
            }
            return bringBack(configuration, installation);
        }
    }

    private int goBack(Configuration configuration, Installation installation, Deployment deployment) throws Exception {
        if (deployment.heading() == Heading.FORWARD) {
            installation.engine().command(environment, deployment.id(), new RollBack(reason, DeployCommand.user()));
        }
        int code = new Driving(shared, configuration, installation).toRest(environment, deployment.id());
        return code == ExitCode.ROLLED_BACK ? ExitCode.DONE : code;
    }

    /** The old side has been retired: the release before is deployed again, all at once. */
    private int bringBack(Configuration configuration, Installation installation) throws Exception {
        Stored last = installation.engine().history(environment).stream()
                .filter(stored -> stored.deployment().heading() == Heading.FORWARD)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("there is no deployment of " + environment
                        + " to roll back from: nothing was ever deployed here"));
        shared.say("the old side is gone; bringing release " + last.order().previous() + " up again");
        Request request = new Request(
                configuration.environment(environment),
                last.order().previous(),
                Plan.parse("100%"),
                false,
                DeployCommand.user());
        Deployment begun = installation.engine().begin(request);
        return new Driving(shared, configuration, installation).toRest(environment, begun.id());
    }
}
