package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.Notifications;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The engine of a real controller: over AWS, with its deployments in a bucket or under the controller's home. */
@Extension
@Restricted(NoExternalUse.class)
public class JenkinsEngine extends ControllerEngine {
    private static final Logger LOG = Logger.getLogger(JenkinsEngine.class.getName());

    private final Rights rights = new Rights();
    private final Sightings sightings = Sightings.under(home().resolve("sightings"));
    private final Running running = new Running(this::open);

    private Installation open() {
        State place = BlueGreenConfiguration.get().place();
        return Installation.Parts.of(place, Rights.ofController())
                .databases(() -> configured().map(Configuration::databases).orElse(Map.of()))
                .notifications(
                        () -> configured().map(Configuration::notifications).orElse(Notifications.NONE))
                .metrics(() -> configured().map(Configuration::metrics).orElse(false))
                .variables(NamedSecrets::find)
                .access((environment, deployment) -> rights.accessTo(environment.name(), deployment))
                // The same after a restart, so that it takes up its own leases at once.
                .holder("jenkins-" + Jenkins.get().getLegacyInstanceId())
                .open();
    }

    private Installation installation() {
        return running.get();
    }

    /** What is configured; a mistake in it stops nothing that is under way. */
    private static Optional<Configuration> configured() {
        try {
            return BlueGreenConfiguration.get().known().configured();
        } catch (ConfigurationException e) {
            LOG.log(Level.WARNING, "the environments that are configured cannot be read: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    static Path home() {
        return Jenkins.get().getRootDir().toPath().resolve("blue-green-deploy");
    }

    /** Stops driving, for good: what was under way goes on when this Jenkins is up again, or elsewhere. */
    public void close() {
        running.close();
    }

    @Override
    public Engine engine() {
        return installation().engine();
    }

    @Override
    public Inspection inspection() {
        return installation().inspection();
    }

    @Override
    public DeploymentStore store() {
        return installation().store();
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public Optional<String> pageOf(String environment, String id) {
        return Optional.ofNullable(Jenkins.get().getRootUrl())
                .map(root -> root + PageAddress.of(environment, id) + "/");
    }

    @Override
    public ApprovalPolicy approvals() {
        return BlueGreenConfiguration.get().approvals();
    }

    @Override
    public Sleeping sleeping() {
        return installation().sleeping();
    }

    @Override
    public Optional<Sleepable> sleepable(String environment) {
        return BlueGreenConfiguration.get().known().configured().map(each -> each.sleepables()
                .get(environment));
    }

    @Override
    public EnvironmentDescription describe(EnvironmentChoice choice) {
        return BlueGreenConfiguration.get().known().describe(choice);
    }

    @Override
    public Caller caller(EnvironmentChoice choice, StepContext context) throws IOException {
        return installation().as(rights.of(choice, context));
    }

    @Override
    public void lend(String environment, String deployment, EnvironmentChoice choice, StepContext context)
            throws IOException {
        rights.lend(environment, deployment, choice, context);
    }

    @Override
    public void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        running.later(delay, task);
    }

    @Override
    public Instant now() {
        return installation().time().now();
    }
}
