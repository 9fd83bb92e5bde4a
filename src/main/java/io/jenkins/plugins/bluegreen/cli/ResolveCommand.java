package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Command.Abort;
import io.jenkins.plugins.bluegreen.model.Command.Adopt;
import io.jenkins.plugins.bluegreen.model.Command.Restore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen resolve}: a person's decision about a halted deployment. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = "Decides about a halted deployment and goes on from there.")
final class ResolveCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @ArgGroup(multiplicity = "1")
    private Decision decision;

    /** Exactly one of these. */
    static final class Decision {
        @Option(
                names = "--adopt",
                description =
                        "what is there is wanted: a stranger's share; or the new release, where going back cannot be done")
        private boolean adopt;

        @Option(names = "--restore", description = "put back what the deployment had asked for and go on")
        private boolean restore;

        @Option(names = "--abort", description = "return all traffic to the old side")
        private boolean abort;

        io.jenkins.plugins.bluegreen.model.Command by(String user) {
            return adopt ? new Adopt(user) : restore ? new Restore(user) : new Abort(user);
        }
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        configuration.environment(environment);
        try (Installation installation = shared.open(configuration)) {
            Stored active = installation
                    .engine()
                    .active(environment)
                    .orElseThrow(() -> new ConfigurationException("no deployment of " + environment + " is under way"));
            installation.engine().command(environment, active.order().id(), decision.by(DeployCommand.user()));
            return new Driving(shared, configuration, installation)
                    .toRest(environment, active.order().id());
        }
    }
}
