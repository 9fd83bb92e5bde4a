package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells from live traffic whether a weight write has reached every load balancer node. Pure.
 *
 * <p>Reading a rule back only says that the API has accepted the weights; AWS publishes no figure for how long its nodes take, and
 * users of other tools lost requests by guessing. Each node's answers are therefore followed by a CUSUM test (Page 1954): it adds up how
 * much better the asked share explains the answers than any share the node may still be using, starts over whenever the old share
 * explains them better, and is convinced at odds of 1000 : 1. A side that should get nothing must also have been silent for a number of
 * probes, and the answers of all nodes together must lie in the binomial band of the asked share.
 */
final class PropagationGate {
    private static final double CONVINCED = Math.log(1000);

    /**
     * Probes on a node after which an unbroken run convinces whatever the odds: a share of 1 % cannot be told from none in useful time,
     * and a lagging share of 5 % stays hidden so long only once in 170. What is left is covered by the scale-in floor.
     */
    static final int LONG_RUN = 100;

    /**
     * A controller that drives has probed long before this. When the first probe is later, nobody was watching: the one before had died,
     * and the time until another took over is no propagation.
     */
    private static final Duration UNWATCHED = RollbackBound.UNMEASURED_LAG;

    /**
     * A node to which the name has not led for so long is gone: the names of load balancers are good for 60 s, so nobody asks it any
     * more. One that is named and does not answer is not gone.
     */
    private static final Duration FORGOTTEN = Duration.ofSeconds(60);

    /**
     * Whether a split has landed.
     *
     * @param landed seen on every node
     * @param hopeless no waiting will help: the answers do not say which side they come from
     * @param lag from the beginning until the slowest node changed, as far as anybody watched
     * @param reason what was seen, or what is still missing
     */
    record Landing(boolean landed, boolean hopeless, Duration lag, String reason) {}

    private static final String NAMELESS =
            "the answers do not name their side: the application must send the header X-BlueGreen-Colour";

    private PropagationGate() {}

    /**
     * Judges the probes sent since a moment.
     *
     * @param probes probes of any kind, oldest first
     * @param since when the weights were read back
     * @param before the splits that a node may still be using
     * @param asked the split that should be in use
     * @param rules how many rules hold the split: a node may lag in one of them only, and a probe meets any
     */
    static Landing judge(
            List<Probe> probes,
            Instant since,
            Set<TrafficSplit> before,
            TrafficSplit asked,
            int rules,
            Thresholds thresholds) {
        Map<String, NodeRun> nodes = new LinkedHashMap<>();
        int unnamed = 0;
        Instant first = null;
        Instant last = null;
        for (Probe probe : probes) {
            if (!probe.isLive() || probe.at().isBefore(since) || probe.node().isEmpty()) {
                continue;
            }
            first = first == null ? probe.at() : first;
            last = probe.at();
            NodeRun run = nodes.computeIfAbsent(probe.node(), node -> new NodeRun(node, before, asked, rules));
            run.askedAt = probe.at();
            if (probe.colour().isPresent()) {
                run.add(probe.colour().get(), probe.at());
            } else if (probe.isGood()) {
                unnamed++;
            }
        }
        boolean unwatched = first != null && Duration.between(since, first).compareTo(UNWATCHED) > 0;
        Instant forgotten = last == null ? since : last.minus(FORGOTTEN);
        nodes.values().removeIf(run -> run.askedAt.isBefore(forgotten));
        return verdict(new ArrayList<>(nodes.values()), unnamed, unwatched ? first : since, asked, thresholds);
    }

    private static Landing verdict(
            List<NodeRun> runs, int unnamed, Instant watched, TrafficSplit asked, Thresholds thresholds) {
        if (runs.isEmpty()) {
            return notYet("no probe has been sent through the load balancer yet");
        }
        if (unnamed > 0 && runs.stream().allMatch(run -> run.length() == 0)) {
            return new Landing(false, unnamed >= thresholds.silentProbes(), Duration.ZERO, NAMELESS);
        }
        long named = 0;
        long green = 0;
        Instant latest = watched;
        for (NodeRun run : runs) {
            if (run.length() == 0 && unnamed > 0) {
                return notYet(NAMELESS);
            }
            if (!run.isConvinced(thresholds.silentProbes())) {
                return notYet(run.describe(asked));
            }
            named += run.length();
            green += run.greens();
            latest = run.changedAt().isAfter(latest) ? run.changedAt() : latest;
        }
        double share = asked.green() / 100.0;
        if (!Statistics.inBinomialBand(green, named, share)) {
            return notYet(
                    "green answered " + green + " of " + named + " probes, which does not fit the asked " + asked);
        }
        return new Landing(
                true,
                false,
                Duration.between(watched, latest),
                "green answered " + green + " of " + named + " probes on " + runs.size()
                        + (runs.size() == 1 ? " node" : " nodes"));
    }

    private static Landing notYet(String reason) {
        return new Landing(false, false, Duration.ZERO, reason);
    }

    /** The answers of one node since it last looked as if it used an old share. */
    private static final class NodeRun {
        private final String node;
        private final double asked;
        private final boolean oneSideSilent;
        private final double[] old;
        private final double[] sums;
        private Instant askedAt = Instant.EPOCH;
        private final int[] unbroken;
        private int length;
        private int greens;
        private int blues;
        private Instant changedAt = Instant.EPOCH;

        NodeRun(String node, Set<TrafficSplit> before, TrafficSplit asked, int rules) {
            this.node = node;
            this.asked = asked.green() / 100.0;
            this.oneSideSilent = asked.green() == 0 || asked.blue() == 0;
            this.old = before.stream()
                    .filter(split -> !split.equals(asked))
                    .mapToDouble(split -> this.asked + (split.green() / 100.0 - this.asked) / rules)
                    .toArray();
            this.sums = new double[old.length];
            this.unbroken = new int[old.length];
        }

        void add(Colour colour, Instant at) {
            boolean isGreen = colour == Colour.GREEN;
            boolean contradicted = likelihood(asked, isGreen) <= 0;
            if (contradicted) {
                Arrays.fill(sums, 0);
                Arrays.fill(unbroken, 0);
            }
            // Each alternative starts over for itself: of two on both sides of the asked share, every answer speaks for
            // one.
            for (int i = 0; i < old.length && likelihood(asked, isGreen) > 0; i++) {
                sums[i] += Math.log(likelihood(asked, isGreen) / likelihood(old[i], isGreen));
                unbroken[i]++;
                if (sums[i] < 0) {
                    sums[i] = 0;
                    unbroken[i] = 0;
                    contradicted = true;
                }
            }
            if (contradicted) {
                length = 0;
                greens = 0;
                blues = 0;
                return;
            }
            if (length == 0) {
                changedAt = at;
            }
            length++;
            greens += isGreen ? 1 : 0;
            blues += isGreen ? 0 : 1;
        }

        private static double likelihood(double greenShare, boolean isGreen) {
            return isGreen ? greenShare : 1 - greenShare;
        }

        boolean isConvinced(int silentProbes) {
            for (int i = 0; i < sums.length; i++) {
                if (sums[i] < CONVINCED && unbroken[i] < LONG_RUN) {
                    return false;
                }
            }
            return length > 0 && (!oneSideSilent || length >= silentProbes);
        }

        String describe(TrafficSplit split) {
            return "node " + node + " has not shown " + split + " for long enough (" + blues + " answers from blue, "
                    + greens + " from green)";
        }

        int length() {
            return length;
        }

        int greens() {
            return greens;
        }

        Instant changedAt() {
            return changedAt;
        }
    }
}
