package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who started a build, by hand or through the builds that started it. A timer or a commit is nobody. */
public final class Requesters {
    private static final Pattern BUILD = Pattern.compile(".+ #\\d+");

    private Requesters() {}

    /** Their user ids. */
    public static Set<String> of(Run<?, ?> run) {
        Set<String> users = new TreeSet<>();
        collect(run.getCauses(), users);
        return users;
    }

    /**
     * Who started the build of a deployment.
     *
     * @param by as the journal names it: job and number
     * @return their user ids; none if it was no build, or the build is gone
     */
    public static Set<String> ofBuild(String by) {
        if (!BUILD.matcher(by).matches()) {
            return Set.of();
        }
        // Whoever is asking need not see the job.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> run = Run.fromExternalizableId(by.replaceFirst(" #(?=\\d+$)", "#"));
            return run == null ? Set.of() : of(run);
        }
    }

    private static void collect(Collection<Cause> causes, Set<String> users) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause byHand && byHand.getUserId() != null) {
                users.add(byHand.getUserId());
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                collect(upstream.getUpstreamCauses(), users);
            }
        }
    }
}
