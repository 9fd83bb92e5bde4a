package io.jenkins.plugins.bluegreen.jenkins.config;

import java.io.Serializable;

/**
 * Which environment a step means and whose rights it uses, as plain values that are saved with the build. No secret is ever among them.
 *
 * @see ControllerEngine#environment(EnvironmentChoice)
 */
public final class EnvironmentChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String definition;
    private final boolean target;
    private final String credentialsId;
    private final String roleArn;

    /**
     * A choice.
     *
     * @param name of the environment; may be empty where the definition describes exactly one
     * @param definition YAML or JSON that describes it; empty = the configuration of this Jenkins does
     * @param target whether that is one environment alone, as {@code terraform output} gives it, and not a whole {@code bluegreen.yaml}
     * @param credentialsId credentials to use; empty = what the environment or the controller has
     * @param roleArn role to assume with them; empty = none
     */
    public EnvironmentChoice(String name, String definition, boolean target, String credentialsId, String roleArn) {
        this.name = name == null ? "" : name;
        this.definition = definition == null ? "" : definition;
        this.target = target;
        this.credentialsId = credentialsId == null ? "" : credentialsId;
        this.roleArn = roleArn == null ? "" : roleArn;
    }

    public String name() {
        return name;
    }

    public String definition() {
        return definition;
    }

    public boolean isTarget() {
        return target;
    }

    public String credentialsId() {
        return credentialsId;
    }

    public String roleArn() {
        return roleArn;
    }
}
