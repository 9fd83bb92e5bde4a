package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.port.Stored;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Takes up every minute whatever deployment nobody drives: what is left when a build is over or deleted, or was lost with a controller. So
 * keep windows end, idle sides are retired and expired approvals are taken back without any build.
 */
@Extension
@Restricted(NoExternalUse.class)
public class BackgroundDriving extends AsyncPeriodicWork {
    public BackgroundDriving() {
        super("Blue-Green Deploy");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected void execute(TaskListener listener) {
        ControllerEngine controller = ControllerEngine.get();
        Engine engine = controller.engine();
        for (String environment : controller.store().environments()) {
            try {
                engine.active(environment).map(Stored::deployment).ifPresent(deployment -> {
                    listener.getLogger()
                            .println(environment + ": " + deployment.id() + " is "
                                    + deployment.phase().words());
                    engine.drive(
                            environment, deployment.id(), controller.sightings().recorder());
                });
            } catch (RuntimeException e) {
                listener.getLogger().println(environment + ": " + e.getMessage());
            }
        }
    }
}
