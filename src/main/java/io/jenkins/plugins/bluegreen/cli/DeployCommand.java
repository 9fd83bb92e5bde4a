package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.schema.ReleaseFile;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen deploy}: brings a release up on the idle side and moves traffic to it. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description =
                "Brings a release up on the idle side, verifies it, moves traffic by plan under guards, keeps the way"
                        + " back open.")
final class DeployCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "where, as named in the configuration")
    private String environment;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RELEASE",
            description = "what: the id that its answers carry")
    private String release;

    @Option(names = "--plan", description = "for example '10%%:30s, 50%%:30s, 100%%:60s' (default: the environment's)")
    private String plan;

    @Mixin
    private ReleaseOptions found;

    @Option(
            names = "--release-file",
            paramLabel = "FILE",
            description = "release.json with the schema versions it runs on")
    private Path releaseFile;

    @Option(
            names = "--until",
            paramLabel = "PHASE",
            description = "verified: stop before any traffic moves, for an approval")
    private String until = "";

    @Option(names = "--resume", description = "go on with the deployment that is under way")
    private boolean resume;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        Environment where = configuration.environment(environment);
        if (!until.isEmpty() && !until.toLowerCase(Locale.ROOT).equals("verified")) {
            throw new ConfigurationException("--until '" + until + "' is not known: only 'verified' is");
        }
        try (Installation installation = shared.open(configuration)) {
            Driving driving = new Driving(shared, configuration, installation);
            if (resume) {
                Stored active = installation
                        .engine()
                        .active(environment)
                        .orElseThrow(() -> new ConfigurationException(
                                "there is nothing to resume: no deployment of " + environment + " is under way"));
                return driving.toRest(environment, active.order().id());
            }
            Request request = new Request(where, asked(), chosen(configuration), !until.isEmpty(), user());
            installation
                    .engine()
                    .whenFree(environment, user(), new ProgressPrinter(shared.people(), Screen.NONE))
                    .get();
            Deployment begun = installation.engine().begin(request);
            shared.say("deployment " + begun.id() + ": release " + begun.order().release() + " to " + environment + ", "
                    + begun.order().to().word() + " beside " + begun.order().previous() + " on "
                    + begun.order().from().word()
                    + ", plan " + begun.plan());
            return driving.toRest(environment, begun.id());
        }
    }

    private Release asked() {
        if (release == null) {
            throw new ConfigurationException("name the release to deploy, or --resume");
        }
        SchemaRange schema = releaseFile == null
                ? SchemaRange.ANY
                : ReleaseFile.read(releaseFile).schema();
        return found.of(release, schema);
    }

    private Plan chosen(Configuration configuration) {
        return plan == null ? configuration.plan(environment) : Plan.parse(plan).toTheEnd();
    }

    static String user() {
        return System.getProperty("user.name", "somebody");
    }
}
