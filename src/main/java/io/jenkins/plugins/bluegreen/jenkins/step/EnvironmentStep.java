package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.MapText;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that concerns one environment, which it finds by name, by description, or by what {@code terraform output} says. */
public abstract class EnvironmentStep extends Step {
    private String environment;
    private Map<String, Object> target;
    private String config;
    private String credentialsId;
    private String roleArn;

    /** Name of the environment; null where {@link #getTarget()} describes it. */
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** The environment as {@code terraform output -json deployment_target} gives it; null where it is configured. */
    public Map<String, Object> getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(Map<String, Object> target) {
        this.target = target == null || target.isEmpty() ? null : target;
    }

    /** The text of a {@code bluegreen.yaml}; null where this Jenkins is configured with the environment. */
    public String getConfig() {
        return config;
    }

    @DataBoundSetter
    public void setConfig(String config) {
        this.config = Util.fixEmptyAndTrim(config);
    }

    /** Id of the credentials to use; null for what the environment variables or the controller have. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Role to assume with them; null for none. */
    public String getRoleArn() {
        return roleArn;
    }

    @DataBoundSetter
    public void setRoleArn(String roleArn) {
        this.roleArn = Util.fixEmptyAndTrim(roleArn);
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        try {
            return execution(context);
        } catch (IllegalArgumentException e) {
            throw said(e);
        }
    }

    /** What runs it; mistakes in its fields are {@link IllegalArgumentException}s. */
    abstract StepExecution execution(StepContext context) throws Exception;

    /** A mistake whose message says everything, so that the log needs no stack trace. */
    static AbortException said(RuntimeException mistake) {
        AbortException abort = new AbortException(mistake.getMessage());
        abort.initCause(mistake);
        return abort;
    }

    /** Which environment this is. */
    final EnvironmentChoice choice() throws AbortException {
        if (target != null && config != null) {
            throw new AbortException("both target and config describe an environment: give one of them");
        }
        if (target == null && environment == null) {
            throw new AbortException(
                    "no environment is named: give environment: '<name>', or target: <a map as terraform "
                            + "output gives it>");
        }
        String definition = target == null ? config : MapText.write(target);
        return new EnvironmentChoice(environment, definition, target != null, credentialsId, roleArn);
    }
}
