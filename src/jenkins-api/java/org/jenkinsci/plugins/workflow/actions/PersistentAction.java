package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Declaration of what we use of the class of this name in workflow-api. */
public interface PersistentAction extends Action {}
