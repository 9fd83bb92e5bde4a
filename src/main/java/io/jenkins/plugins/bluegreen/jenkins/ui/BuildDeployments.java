package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which deployments a build had to do with; saved with the build as plain texts. */
public final class BuildDeployments extends InvisibleAction {
    /** {@code environment/id}, in the order of their beginning. */
    private final List<String> deployments = new ArrayList<>();

    /**
     * Remembers that a build had to do with a deployment.
     *
     * @throws IOException if the build cannot be saved
     */
    public static synchronized void remember(Run<?, ?> run, String environment, String id) throws IOException {
        BuildDeployments known = run.getAction(BuildDeployments.class);
        if (known == null) {
            known = new BuildDeployments();
            run.addAction(known);
        }
        if (!known.deployments.contains(environment + "/" + id)) {
            known.deployments.add(environment + "/" + id);
            run.save();
        }
    }

    /** Their pages, the newest first. */
    List<DeploymentPage> pages() {
        List<DeploymentPage> pages = new ArrayList<>();
        synchronized (BuildDeployments.class) {
            for (String each : deployments) {
                int slash = each.lastIndexOf('/');
                pages.add(0, new DeploymentPage(each.substring(0, slash), each.substring(slash + 1)));
            }
        }
        return pages;
    }
}
