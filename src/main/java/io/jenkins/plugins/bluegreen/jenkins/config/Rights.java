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
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Whose rights a step has: its credentials and role, else {@code AWS_*} of its environment variables, else the configured credentials,
 * else the SDK's default chain.
 */
final class Rights {
    private final LentRights lent = new LentRights(JenkinsEngine.home(), Rights::ofController, Rights::remembered);

    /** What a step may use. */
    Access of(EnvironmentChoice choice, StepContext context) throws IOException {
        Run<?, ?> run = asked(context, Run.class);
        return access(fromVariables(choice, context, run), grant(choice, run, ""), run);
    }

    /** From now on the deployment uses what the step may use, as {@link LentRights#lend} says. */
    void lend(String environment, String deployment, EnvironmentChoice choice, StepContext context) throws IOException {
        Run<?, ?> run = asked(context, Run.class);
        Optional<Access> brought = fromVariables(choice, context, run);
        Grant grant = grant(choice, run, deployment);
        lent.lend(environment, grant, brought.isPresent(), access(brought, grant, run));
    }

    private static Access access(Optional<Access> brought, Grant grant, Run<?, ?> run) throws AbortException {
        return brought.isPresent() ? brought.get() : resolve(grant, run);
    }

    /** What was lent to a deployment; to the latest one if its id is empty. */
    Access accessTo(String environment, String deployment) {
        return lent.accessTo(environment, deployment);
    }

    private static Access remembered(String environment, Grant grant) {
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

    private static <T> T asked(StepContext context, Class<T> what) throws IOException {
        try {
            return context.get(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the build was asked for its rights");
        }
    }

    private static Grant grant(EnvironmentChoice choice, Run<?, ?> run, String deployment) {
        return new Grant(run.getExternalizableId(), choice.credentialsId(), choice.roleArn(), deployment);
    }

    /** What the controller itself may do. */
    static Access ofController() {
        String id = BlueGreenConfiguration.get().getCredentialsId();
        if (id == null) {
            return with(new Keys("", "", "", "", ""), "", "blue-green-deploy");
        }
        StandardCredentials found = credentials(id)
                .orElseThrow(() -> new IllegalStateException("the configured credentials '" + id
                        + "' do not exist: mend the configuration of Blue-Green Deploy"));
        return with(Keys.of(found), "", "blue-green-deploy");
    }

    /** Credentials of this Jenkins itself, whichever job asks. */
    static Optional<StandardCredentials> credentials(String id) {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                .stream()
                .filter(each -> each.getId().equals(id))
                .findFirst();
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

    private static Optional<Access> fromVariables(EnvironmentChoice choice, StepContext context, Run<?, ?> run)
            throws IOException {
        EnvVars variables = asked(context, EnvVars.class);
        String key = variables.get("AWS_ACCESS_KEY_ID", "");
        if (!choice.credentialsId().isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Keys keys = new Keys(
                key, variables.get("AWS_SECRET_ACCESS_KEY", ""), variables.get("AWS_SESSION_TOKEN", ""), "", "");
        return Optional.of(with(keys, choice.roleArn(), sessionName(run)));
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
