package io.jenkins.plugins.bluegreen.jenkins.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.bluegreen.wiring.Access;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Whose rights are used for which environment: the step's credentials and role, else {@code AWS_*} of its environment variables, else the
 * configured credentials, else the SDK's default chain. Remembered by build and id, never by value, so that what remains of a deployment
 * can be finished after a restart, when its build is long over.
 */
final class Rights {
    private final GrantFile file = new GrantFile(JenkinsEngine.home());
    private final Map<String, Access> live = new ConcurrentHashMap<>();

    /** From now on the environment is reached with what the step may use. */
    void admit(String environment, EnvironmentChoice choice, StepContext context) throws IOException {
        try {
            Run<?, ?> run = context.get(Run.class);
            EnvVars variables = context.get(EnvVars.class);
            Grant grant = new Grant(run.getExternalizableId(), choice.credentialsId(), choice.roleArn());
            Access access = fromVariables(choice, variables, sessionName(run));
            live.put(environment, access == null ? resolve(grant, run) : access);
            file.put(environment, grant);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the build was asked for its rights");
        }
    }

    Access accessTo(String environment) {
        return live.computeIfAbsent(environment, this::remembered);
    }

    private Access remembered(String environment) {
        Grant grant = file.get(environment);
        if (grant == null || grant.credentialsId().isEmpty() && grant.roleArn().isEmpty()) {
            return ofController();
        }
        Run<?, ?> run = Run.fromExternalizableId(grant.run());
        if (run == null) {
            throw new IllegalStateException(
                    "build " + grant.run() + " is gone, and with it the right to use credentials '"
                            + grant.credentialsId() + "' for environment " + environment
                            + ": run a step for this environment, or configure credentials for all");
        }
        try {
            return resolve(grant, run);
        } catch (AbortException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What the controller itself may do. */
    static Access ofController() {
        String id = BlueGreenConfiguration.get().getCredentialsId();
        if (id == null) {
            return with(new Keys("", "", "", "", ""), "", "blue-green-deploy");
        }
        StandardCredentials found =
                CredentialsProvider.lookupCredentialsInItemGroup(
                                StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                        .stream()
                        .filter(each -> each.getId().equals(id))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            throw new IllegalStateException("the configured credentials '" + id
                    + "' do not exist: mend the configuration of Blue-Green Deploy");
        }
        return with(Keys.of(found), "", "blue-green-deploy");
    }

    private static Access resolve(Grant grant, Run<?, ?> run) throws AbortException {
        if (grant.credentialsId().isEmpty()) {
            Access own = ofController();
            return grant.roleArn().isEmpty()
                    ? own
                    : with(
                            new Keys(own.accessKeyId(), own.secretAccessKey(), "", "", ""),
                            grant.roleArn(),
                            sessionName(run));
        }
        StandardCredentials found =
                CredentialsProvider.findCredentialById(grant.credentialsId(), StandardCredentials.class, run);
        if (found == null) {
            throw new AbortException("credentials '" + grant.credentialsId()
                    + "' do not exist, or this job may not use them: check the id, and the folder they are in");
        }
        CredentialsProvider.track(run, found);
        return with(Keys.of(found), grant.roleArn(), sessionName(run));
    }

    private static Access fromVariables(EnvironmentChoice choice, EnvVars variables, String sessionName) {
        String key = variables.get("AWS_ACCESS_KEY_ID", "");
        if (!choice.credentialsId().isEmpty() || key.isEmpty()) {
            return null;
        }
        Keys keys = new Keys(
                key, variables.get("AWS_SECRET_ACCESS_KEY", ""), variables.get("AWS_SESSION_TOKEN", ""), "", "");
        return with(keys, choice.roleArn(), sessionName);
    }

    private static Access with(Keys keys, String roleArn, String sessionName) {
        BlueGreenConfiguration configuration = BlueGreenConfiguration.get();
        String endpoint = configuration.getEndpoint() == null ? "" : configuration.getEndpoint();
        ControllerProxy proxy = ControllerProxy.of(Jenkins.get().getProxy());
        return new Access(
                endpoint,
                keys.id(),
                keys.secret(),
                keys.token(),
                roleArn.isEmpty() ? keys.roleArn() : roleArn,
                keys.externalId(),
                sessionName,
                proxy.address(),
                proxy.notFor());
    }

    private static String sessionName(Run<?, ?> run) {
        return run.getParent().getFullName() + "-" + run.getNumber();
    }
}
