package io.jenkins.plugins.bluegreen.model;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Which releases a database schema must go on serving.
 *
 * @param releases those that take traffic or may have to, the live one first; empty = nothing is deployed yet
 * @param hold why nothing may be taken away from the schema now, as a sentence; empty = nothing stands against it
 */
public record SchemaUsers(List<Release> releases, Optional<String> hold) {
    /** Before the first deployment. */
    public static final SchemaUsers NOBODY = new SchemaUsers(List.of(), Optional.empty());

    public SchemaUsers {
        releases = List.copyOf(releases);
    }

    /** One release takes all traffic and no other can come back. */
    public static SchemaUsers live(Release release) {
        return new SchemaUsers(List.of(release), Optional.empty());
    }

    /** The same, while another release is kept on the other side and can come back. */
    public SchemaUsers keeping(Release kept) {
        return new SchemaUsers(
                List.of(releases.get(0), kept),
                Optional.of(
                        "release " + kept
                                + " can still come back: contract waits until the keep window is over and its side is retired"));
    }

    /** What an environment's newest deployment says. */
    public static SchemaUsers of(Deployment newest) {
        Release live = newest.winningRelease();
        if (newest.phase().isTerminal()) {
            return live(live);
        }
        Release other = newest.releaseOn(newest.winner().other());
        boolean mayComeBack = newest.heading() == Heading.FORWARD || newest.phase() == Phase.ROLLING_BACK;
        return new SchemaUsers(mayComeBack ? List.of(live, other) : List.of(live), Optional.of(hold(newest, other)));
    }

    private static String hold(Deployment deployment, Release other) {
        String name = deployment.order().environment().name();
        String who = "deployment " + deployment.id() + " of " + name + " ";
        String side = deployment.winner().other().word() + " with release " + other;
        return switch (deployment.phase()) {
            case KEEPING ->
                who + "keeps " + side + " until " + keptUntil(deployment)
                        + (deployment.heading() == Heading.FORWARD ? ", and it can still come back" : " for inspection")
                        + ": wait for that, or end the keep window now (bluegreen retire " + name
                        + "), and contract when the side is retired";
            case DRAINING, RETIRING ->
                who + "is still " + deployment.phase().words() + " " + side
                        + ": contract when it has ended (bluegreen status " + name + ")";
            case HALTED ->
                who + "is halted: " + deployment.reason() + ". Decide about it first (bluegreen resolve " + name + ")";
            default ->
                who + "is " + deployment.phase().words() + ", and release "
                        + deployment.order().previous() + " as well as release "
                        + deployment.order().release() + " may have to take all traffic: contract when it has ended";
        };
    }

    private static String keptUntil(Deployment deployment) {
        return deployment
                .since()
                .plus(deployment.settings().timing().keepWindow())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
