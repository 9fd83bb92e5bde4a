package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a deployment knows of the weights: what it asked for, and how far that has come.
 *
 * @param stage how far the last request has come
 * @param settled the last split that was seen in live traffic
 * @param asked the split that should be on every rule
 * @param legal every split a rule may show now without a stranger having written it
 * @param before every split that a lagging node may still be using; empty once settled
 * @param since when the stage was reached
 * @param moved whether the new side was ever given a share
 * @param lags the propagation time of each settled write, in order
 */
public record Traffic(
        Stage stage,
        TrafficSplit settled,
        TrafficSplit asked,
        Set<TrafficSplit> legal,
        Set<TrafficSplit> before,
        Instant since,
        boolean moved,
        List<Duration> lags) {
    /** How far a weight write has come. */
    public enum Stage {
        /** Seen in live traffic on every node. */
        SETTLED,
        /** Written down as wanted; any rule may show the old or the new value. */
        ASKED,
        /** Every rule reads back as asked; load balancer nodes may still lag. */
        READ_BACK
    }

    public Traffic {
        Objects.requireNonNull(stage, "stage");
        legal = Set.copyOf(legal);
        before = Set.copyOf(before);
        lags = List.copyOf(lags);
    }

    /** Before anything was written: everything on the live side. */
    public static Traffic untouched(Colour live, Instant at) {
        TrafficSplit all = TrafficSplit.allOn(live);
        return new Traffic(Stage.SETTLED, all, all, Set.of(all), Set.of(), at, false, List.of());
    }

    Traffic ask(TrafficSplit split, Instant at) {
        return new Traffic(Stage.ASKED, settled, split, with(legal, split), with(before, asked), at, true, lags);
    }

    /** Values seen from a stranger that a person has decided about: overwriting them is no longer a surprise. */
    Traffic allow(Set<TrafficSplit> seen, Instant at) {
        Set<TrafficSplit> possible = with(legal, asked);
        possible.addAll(seen);
        Set<TrafficSplit> lagging = with(before, asked);
        lagging.addAll(seen);
        return new Traffic(Stage.ASKED, settled, asked, possible, lagging, at, moved || !seen.isEmpty(), lags);
    }

    /** The same once more, after a halt in which nobody else had written: nodes may lag behind no more than they did. */
    Traffic askAgain(Instant at) {
        return new Traffic(Stage.ASKED, settled, asked, with(legal, asked), before, at, moved, lags);
    }

    Traffic readBack(Instant at) {
        return new Traffic(Stage.READ_BACK, settled, asked, Set.of(asked), before, at, moved, lags);
    }

    Traffic settle(Duration lag, Instant at) {
        List<Duration> all = new ArrayList<>(lags);
        all.add(lag);
        return new Traffic(Stage.SETTLED, asked, asked, Set.of(asked), Set.of(), at, moved, all);
    }

    /** What was found on one rule is wanted on all of them; the others may show what was asked before. */
    Traffic adopt(TrafficSplit split, Instant at) {
        return new Traffic(Stage.ASKED, settled, split, with(legal, split), with(before, asked), at, true, lags);
    }

    private static Set<TrafficSplit> with(Set<TrafficSplit> some, TrafficSplit more) {
        Set<TrafficSplit> all = new LinkedHashSet<>(some);
        all.add(more);
        return all;
    }

    /** Whether the split is on every rule and in live traffic. */
    public boolean isSettledAt(TrafficSplit split) {
        return stage == Stage.SETTLED && asked.equals(split);
    }

    /** The longest propagation measured in this deployment. */
    public Duration longestLag() {
        return lags.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
