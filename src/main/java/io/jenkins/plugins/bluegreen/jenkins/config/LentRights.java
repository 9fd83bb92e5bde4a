package io.jenkins.plugins.bluegreen.jenkins.config;

import io.jenkins.plugins.bluegreen.wiring.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The rights that steps lent to deployments. A deployment keeps those of the step which began it until another step acts on it with rights
 * that it names; who merely looks lends nothing. Remembered by build and id, never by value, so that what remains of a deployment can be
 * finished after a restart, when its build is long over.
 */
final class LentRights {
    private final GrantFile file;
    private final Supplier<Access> ofController;
    private final BiFunction<String, Grant, Access> resolve;
    /** By environment: a deployment cannot begin before the one before it has ended. */
    private final Map<String, Lent> live = new HashMap<>();

    private record Lent(String deployment, Access access) {}

    /**
     * Remembers in a folder.
     *
     * @param ofController for whomever nobody lent anything to
     * @param resolve finds again, after a restart, what was lent in an environment
     */
    LentRights(Path folder, Supplier<Access> ofController, BiFunction<String, Grant, Access> resolve) {
        this.file = new GrantFile(folder);
        this.ofController = ofController;
        this.resolve = resolve;
    }

    /**
     * From now on the deployment of the grant uses these rights, unless it has some already and the step names none.
     *
     * @param brings whether the step's environment variables hold keys
     * @param access what the step may use
     */
    synchronized void lend(String environment, Grant grant, boolean brings, Access access) throws IOException {
        boolean names = brings || grant.namesRights();
        if (names || !hasRights(environment, grant.deployment())) {
            live.put(environment, new Lent(grant.deployment(), access));
            file.put(environment, grant);
        }
    }

    private boolean hasRights(String environment, String deployment) {
        Lent lent = live.get(environment);
        Grant grant = file.get(environment);
        return lent != null && lent.deployment().equals(deployment)
                || grant != null && grant.deployment().equals(deployment);
    }

    /**
     * What was lent to a deployment.
     *
     * @param deployment its id; empty for somebody who looks after the environment without a step: what the latest one was lent
     * @throws IllegalStateException if it cannot be had any more
     */
    synchronized Access accessTo(String environment, String deployment) {
        Lent lent = live.get(environment);
        if (lent != null && (deployment.isEmpty() || lent.deployment().equals(deployment))) {
            return lent.access();
        }
        Grant grant = file.get(environment);
        boolean applies = grant != null && (deployment.isEmpty() || grant.appliesTo(deployment));
        if (!applies || !grant.namesRights()) {
            return ofController.get();
        }
        Access access = resolve.apply(environment, grant);
        live.put(environment, new Lent(deployment.isEmpty() ? grant.deployment() : deployment, access));
        return access;
    }
}
