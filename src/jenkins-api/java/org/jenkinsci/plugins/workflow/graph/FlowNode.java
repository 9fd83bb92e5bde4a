package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import java.util.List;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in workflow-api. */
public abstract class FlowNode extends Actionable {
    public List<FlowNode> getParents() {
        return DeclaredOnly.answer();
    }

    public String getId() {
        return DeclaredOnly.answer();
    }
}
