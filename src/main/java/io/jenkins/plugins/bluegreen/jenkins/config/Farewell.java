package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.model.listeners.ItemListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets go of environments when this Jenkins stops, so that another controller can go on at once. */
@Extension
@Restricted(NoExternalUse.class)
public class Farewell extends ItemListener {
    @Override
    public void onBeforeShutdown() {
        if (ControllerEngine.get() instanceof JenkinsEngine engine) {
            engine.close();
        }
    }
}
