package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;

/** Declaration of what we use of the class of this name in workflow-api. */
public abstract class FlowNode extends Actionable {}
