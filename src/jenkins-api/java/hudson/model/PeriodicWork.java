package hudson.model;

import hudson.ExtensionPoint;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class PeriodicWork implements ExtensionPoint {
    protected static final long MIN = 60_000;

    public abstract long getRecurrencePeriod();
}
