package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.sleep.AutoStop;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import java.util.Optional;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Looks every minute after the schedules of the environments that are configured here with one. */
@Extension
@Restricted(NoExternalUse.class)
public class KeptSchedules extends AsyncPeriodicWork {
    private static final Logger LOG = Logger.getLogger(KeptSchedules.class.getName());

    private transient Configuration read;
    private transient AutoStop autoStop;

    public KeptSchedules() {
        super("Blue-Green Deploy schedules");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected void execute(TaskListener listener) {
        Optional<Configuration> configured = BlueGreenConfiguration.get()
                .known()
                .configured()
                .filter(each -> !each.schedules().isEmpty());
        if (configured.isEmpty()) {
            return;
        }
        for (AutoStop.Finding finding : autoStop(configured.get()).tick()) {
            listener.getLogger().println(finding.environment() + ": " + finding.reason());
        }
    }

    /** The same one until the configuration changes, so that it knows what it has begun. */
    private synchronized AutoStop autoStop(Configuration configured) {
        if (read != configured) {
            ControllerEngine controller = ControllerEngine.get();
            autoStop = new AutoStop(controller.sleeping(), controller::now, configured.sleepSchedules(), LOG::info);
            read = configured;
        }
        return autoStop;
    }
}
