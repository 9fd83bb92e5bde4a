package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next thing to do on the way to sleep or out of it. Level-triggered: what to do follows from what is seen, so a crash
 * anywhere is repaired by asking again.
 *
 * <p>To sleep: write down the sizes, then both sides to nothing, then, when nothing is left that could ask it, the database. Out of it:
 * the database, then the side with the weight at the size it had, then healthy targets, then a verdict through the load balancer. A new
 * environment sleeps too: its live side wakes with the first release instead of the one it had.
 */
final class Sleeper {
    /**
     * What comes next.
     *
     * @param acts to be done now, in order
     * @param waitingFor why it is not done yet; the sentence is the same in the log and in the time-out
     * @param isDone whether the wish is fulfilled once the acts are done
     * @param isHopeless whether only a person can help
     */
    record Decision(List<Act> acts, String waitingFor, boolean isDone, boolean isHopeless) {
        static Decision act(String why, List<Act> acts) {
            return new Decision(List.copyOf(acts), why, false, false);
        }

        static Decision act(String why, Act... acts) {
            return act(why, List.of(acts));
        }

        static Decision await(String why) {
            return act(why);
        }

        static Decision done(String how, Act... acts) {
            return new Decision(List.of(acts), how, true, false);
        }

        static Decision hopeless(String why) {
            return new Decision(List.of(), why, false, true);
        }
    }

    private Sleeper() {}

    /** @param first release for a side that never had one */
    static Decision decide(Wish wish, Capacity usual, Optional<Release> first, Sighting seen) {
        return wish == Wish.ASLEEP ? toSleep(seen) : awake(usual, first, seen);
    }

    private static Decision toSleep(Sighting seen) {
        List<Act> first = new ArrayList<>();
        for (Colour side : seen.serving()) {
            Capacity size = seen.sides().get(side).capacity();
            if (size.desired() > 0
                    && !Optional.of(size)
                            .equals(Optional.ofNullable(seen.remembered().get(side)))) {
                first.add(new Act.Remember(side, size));
            }
        }
        boolean begun = seen.is(Mark.State.FALLING_ASLEEP) || seen.is(Mark.State.ASLEEP);
        if (!begun) {
            first.add(new Act.Write(Mark.State.FALLING_ASLEEP));
        }
        if (!first.isEmpty()) {
            return Decision.act("the size of the live side is written down first", first);
        }
        List<Act> smaller = new ArrayList<>();
        for (Colour side : Colour.values()) {
            Capacity size = seen.sides().get(side).capacity();
            if (!size.equals(size.asleep())) {
                smaller.add(new Act.Resize(side, size.asleep()));
            }
        }
        if (!smaller.isEmpty()) {
            return Decision.act("both sides go to nothing", smaller);
        }
        long left = seen.sides().values().stream()
                .mapToLong(side -> side.targets().size())
                .sum();
        if (left > 0) {
            return Decision.await("waiting for " + left + (left == 1 ? " instance" : " instances") + " to go");
        }
        boolean isStopped = seen.database().isEmpty() || seen.isDatabase(Database.State.STOPPED);
        return isStopped ? asleep(seen) : stop(seen.database().get());
    }

    private static Decision stop(Database.Reading database) {
        return switch (database.state()) {
            case AVAILABLE -> Decision.act("database " + database.id() + " is asked to stop", new Act.StopDatabase());
            case BROKEN -> Decision.hopeless(broken(database));
            default -> Decision.await("waiting for database " + database.id() + " to stop; it is " + database.word());
        };
    }

    private static Decision asleep(Sighting seen) {
        String how = "both sides are at 0 instances"
                + seen.database()
                        .map(database -> " and database " + database.id() + " is stopped")
                        .orElse("");
        return seen.is(Mark.State.ASLEEP) ? Decision.done(how) : Decision.done(how, new Act.Write(Mark.State.ASLEEP));
    }

    private static String broken(Database.Reading database) {
        return "database " + database.id() + " is " + database.word()
                + " and will not leave that by itself: mend it, then ask again";
    }

    private static Decision awake(Capacity usual, Optional<Release> first, Sighting seen) {
        if (seen.serving().isEmpty()) {
            return Decision.hopeless(
                    "no side has weight in the rules, so it is not known which to wake: bring the rules to 100/0 first");
        }
        Optional<Colour> bare = seen.serving().stream()
                .filter(side -> seen.sides().get(side).neverReleased())
                .findFirst();
        if (bare.isPresent() && first.isEmpty()) {
            return Decision.hopeless("side " + bare.get().word()
                    + " has never had a release, so there is nothing to wake: name the first one with --release");
        }
        boolean up = seen.serving().stream()
                        .map(seen.sides()::get)
                        .noneMatch(side -> side.capacity().desired() == 0)
                && (seen.database().isEmpty() || seen.isDatabase(Database.State.AVAILABLE));
        boolean begun = seen.is(Mark.State.WAKING);
        boolean never = seen.mark().isEmpty() || seen.is(Mark.State.AWAKE);
        if (!begun && !(never && up)) {
            return Decision.act("it is written down that the environment is to wake", new Act.Write(Mark.State.WAKING));
        }
        if (seen.database().isPresent() && !seen.isDatabase(Database.State.AVAILABLE)) {
            return start(seen.database().get());
        }
        List<Act> bigger = new ArrayList<>();
        for (Colour side : seen.serving()) {
            Capacity now = seen.sides().get(side).capacity();
            Capacity wanted = wanted(usual, seen, side, now);
            if (now.desired() < wanted.desired()) {
                boolean isBare = seen.sides().get(side).neverReleased();
                bigger.add(isBare ? new Act.Release(side, first.orElseThrow(), wanted) : new Act.Resize(side, wanted));
            }
        }
        if (!bigger.isEmpty()) {
            return Decision.act(
                    bare.isPresent()
                            ? "release " + first.get() + " becomes the first"
                            : "the live side gets its size back",
                    bigger);
        }
        for (Colour colour : seen.serving()) {
            SideReading side = seen.sides().get(colour);
            if (side.healthy() < side.capacity().desired()) {
                return Decision.await(side.healthy() + " of " + side.capacity().desired() + " instances of "
                        + colour.word() + " are healthy");
            }
        }
        return judged(seen);
    }

    private static Decision start(Database.Reading database) {
        return switch (database.state()) {
            case STOPPED -> Decision.act("database " + database.id() + " is asked to start", new Act.StartDatabase());
            case BROKEN -> Decision.hopeless(broken(database));
            default ->
                Decision.await("waiting for database " + database.id() + " to be available; it is " + database.word());
        };
    }

    /** What was remembered; a size that a stranger's scale-in to nothing has lost is the usual one, under the group's own limit. */
    private static Capacity wanted(Capacity usual, Sighting seen, Colour side, Capacity now) {
        Capacity remembered = seen.remembered().get(side);
        if (remembered != null) {
            return remembered;
        }
        return now.desired() > 0 ? now : new Capacity(usual.min(), Math.max(usual.max(), now.max()), usual.desired());
    }

    private static Decision judged(Sighting seen) {
        if (seen.judged().isEmpty()) {
            return Decision.act("all instances are healthy; now as its users meet it", new Act.Judge());
        }
        Optional<Verdict> bad =
                seen.judged().stream().filter(verdict -> !verdict.isPass()).findFirst();
        if (bad.isPresent()) {
            return Decision.act(
                    "it does not serve its users well yet: " + bad.get().guard() + ": "
                            + bad.get().reason(),
                    new Act.Judge());
        }
        String how = "verified awake: "
                + seen.judged().stream().map(Verdict::reason).findFirst().orElse("");
        boolean clean = seen.is(Mark.State.AWAKE) || seen.mark().isEmpty();
        return clean && seen.remembered().isEmpty()
                ? Decision.done(how)
                : Decision.done(how, new Act.Write(Mark.State.AWAKE), new Act.Forget());
    }
}
