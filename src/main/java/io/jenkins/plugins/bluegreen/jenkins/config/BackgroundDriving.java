package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
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
        ControllerEngine.get().driveAll(listener.getLogger()::println);
    }
}
