package hudson.model.listeners;

import hudson.ExtensionPoint;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class ItemListener implements ExtensionPoint {
    public void onLoaded() {}

    public void onBeforeShutdown() {}
}
