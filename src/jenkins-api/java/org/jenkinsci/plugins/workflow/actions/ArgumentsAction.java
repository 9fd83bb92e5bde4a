package org.jenkinsci.plugins.workflow.actions;

import java.util.Map;

/** Declaration of what we use of the class of this name in workflow-api. */
public abstract class ArgumentsAction implements PersistentAction {
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return null;
    }

    protected abstract Map<String, Object> getArgumentsInternal();

    public Map<String, Object> getArguments() {
        return getArgumentsInternal();
    }
}
