package hudson.model;

import hudson.ExtensionPoint;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface RootAction extends Action, ExtensionPoint {}
