package io.jenkins.plugins.bluegreen.model;

/**
 * Which release may meet which schema: pure, from the ranges the releases declare and the version the database has.
 *
 * <p>The rule behind all of them: the schema never moves to a version on which a release that takes traffic, or could take it back at once,
 * does not run.
 */
public final class SchemaContract {
    /** Name of the guard in verdicts. */
    public static final String GUARD = "schema";

    private SchemaContract() {}

    /** Whether a release may be started on the schema. Ask before PREPARING and before a side takes traffic. */
    public static Verdict mayRun(Release release, int version) {
        if (release.schema().contains(version)) {
            return Verdict.pass(GUARD, runs(release, version));
        }
        String way = version < release.schema().min()
                ? "run its expand migrations first (migrate --phase expand)"
                : "its schema is gone: deploy a release that runs on version " + version;
        return Verdict.fail(GUARD, runsNot(release, version) + "; " + way);
    }

    /** Whether traffic may be shared between two releases: both must run on the schema, or the way back is shut. */
    public static Verdict mayShift(Release next, Release live, int version) {
        Verdict first = mayRun(next, version);
        if (!first.isPass()) {
            return first;
        }
        return live.schema().contains(version)
                ? Verdict.pass(GUARD, runs(next, version) + "; so does " + live.id())
                : Verdict.fail(
                        GUARD,
                        runsNot(live, version)
                                + ", so there would be no way back to it; widen its range or deploy in two steps");
    }

    /** Whether traffic may return to a release. */
    public static Verdict mayRollBack(Release target, int version) {
        return target.schema().contains(version)
                ? Verdict.pass(GUARD, runs(target, version))
                : Verdict.fail(
                        GUARD,
                        runsNot(target, version)
                                + "; going back to it would break it: repair forward, with a release that runs on version "
                                + version);
    }

    /** Whether expand may take the schema to a version while others use it and before {@code next} does. */
    public static Verdict mayExpand(Release next, SchemaUsers users, int target) {
        for (Release user : users.releases()) {
            if (!user.schema().contains(target)) {
                boolean live = user.equals(users.releases().get(0));
                return Verdict.fail(
                        GUARD,
                        runsNot(user, target)
                                + (live
                                        ? " and is live; release something in between that runs on both, or widen its range"
                                        : " and may still have to take all traffic; wait until its side is retired"));
            }
        }
        return next.schema().contains(target)
                ? Verdict.pass(GUARD, runs(next, target))
                : Verdict.fail(
                        GUARD,
                        runsNot(next, target)
                                + ", where expand would take the schema; correct its range or the migrations");
    }

    /**
     * Whether contract may take the schema to a version.
     *
     * @param target the version contract would lead to
     */
    public static Verdict mayContract(SchemaUsers users, int target) {
        if (users.hold().isPresent()) {
            return Verdict.fail(GUARD, users.hold().get());
        }
        if (users.releases().isEmpty()) {
            return Verdict.fail(
                    GUARD, "no release is known to be live, so nobody can tell whether it runs on the result; name it");
        }
        Release live = users.releases().get(0);
        return live.schema().contains(target)
                ? Verdict.pass(GUARD, runs(live, target))
                : Verdict.fail(
                        GUARD,
                        runsNot(live, target) + " and is live; contract waits for a release that declares version "
                                + target);
    }

    private static String runs(Release release, int version) {
        return "release " + release.id() + " runs on schema version " + version + " (it declares " + release.schema()
                + ")";
    }

    private static String runsNot(Release release, int version) {
        return "release " + release.id() + " does not run on schema version " + version + " (it declares "
                + release.schema() + ")";
    }
}
