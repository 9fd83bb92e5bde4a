package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that happened to a deployment: an entry of its journal. Applying all of them in order gives its state. */
public sealed interface Event {
    /** When it was decided. */
    Instant at();

    /** The state after this event. */
    Deployment applyTo(Deployment before);

    /** One sentence for the log, the page and the receipt. */
    String sentence();

    /**
     * Another phase was entered.
     *
     * @param tally everything counted up to then
     */
    record PhaseEntered(Instant at, Phase phase, String reason, Tally tally) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.in(phase, at, reason).with(tally);
        }

        @Override
        public String sentence() {
            return phase.words() + ": " + reason;
        }
    }

    /** The live side's size was taken: the other one gets as much. */
    record SizeTaken(Instant at, Capacity live) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(live);
        }

        @Override
        public String sentence() {
            return "the live side runs " + live + " instances; the other one gets as many";
        }
    }

    /** Before the side was held: somebody else had suspended this on it, and it is to stay so at the end. */
    record SuspensionFound(Instant at, Colour side, Set<Doing> suspended) implements Event {
        public SuspensionFound {
            suspended = Set.copyOf(suspended);
        }

        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(side, suspended);
        }

        @Override
        public String sentence() {
            return suspended.isEmpty()
                    ? "nothing is suspended on " + side.word() + " any more"
                    : "somebody had suspended " + words() + " on " + side.word() + ": that stays so";
        }

        private String words() {
            return suspended.stream().sorted().map(Doing::words).collect(Collectors.joining(", "));
        }
    }

    /** A split was decided and written down, before it is written to any rule. */
    record WeightsAsked(Instant at, TrafficSplit split) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(before.traffic().ask(split, at)).at(before.plan(), before.step(), Optional.empty());
        }

        @Override
        public String sentence() {
            return "asking for " + split;
        }
    }

    /** Every rule reads back as asked. */
    record WeightsReadBack(Instant at) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(before.traffic().readBack(at));
        }

        @Override
        public String sentence() {
            return "every rule reads back as asked";
        }
    }

    /**
     * The split is in live traffic on every node, and that is certain.
     *
     * @param lag from the read-back until it was first seen there; certainty takes longer, and a step's hold is counted from then
     */
    record WeightsSettled(Instant at, Duration lag, String reason) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            Deployment settled = before.with(before.traffic().settle(lag, at));
            boolean ofAStep = before.phase() == Phase.SHIFTING || before.phase() == Phase.BAKING;
            return ofAStep
                    ? settled.at(before.plan(), before.step(), Optional.of(firstSeen(before.traffic())))
                    : settled;
        }

        private Instant firstSeen(Traffic traffic) {
            Instant landed = traffic.since().plus(lag);
            boolean wasOnItsWay = traffic.stage() == Traffic.Stage.READ_BACK;
            return wasOnItsWay && landed.isBefore(at) ? landed : at;
        }

        @Override
        public String sentence() {
            return "in live traffic after " + Durations.format(lag) + ": " + reason;
        }
    }

    /** A step has held for as long as the plan says; the next one begins. */
    record StepPassed(Instant at, int next) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.at(before.plan(), next, Optional.empty());
        }

        @Override
        public String sentence() {
            return "step " + next + " has held";
        }
    }

    /** Somebody put another plan in place. */
    record PlanChanged(Instant at, Plan plan, String by) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.at(plan, 0, Optional.empty());
        }

        @Override
        public String sentence() {
            return "plan is now " + plan + (by.isEmpty() ? "" : ", by " + by);
        }
    }

    /** The new side was found good; this is what a person is shown. */
    record EvidenceTaken(Instant at, Evidence evidence) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(Optional.of(evidence), Optional.empty());
        }

        @Override
        public String sentence() {
            return "evidence " + evidence.hash().substring(0, 12) + " taken";
        }
    }

    /** A person (or a caller that needs none) said yes. */
    record Approved(Instant at, Approval approval) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(before.evidence(), Optional.of(approval));
        }

        @Override
        public String sentence() {
            String evidence = approval.evidence();
            return "approved by " + (approval.by().isEmpty() ? "its caller" : approval.by())
                    + (evidence.isEmpty()
                            ? ""
                            : " on evidence " + evidence.substring(0, Math.min(12, evidence.length())))
                    + (approval.reason().isEmpty() ? "" : ": " + approval.reason());
        }
    }

    /** An approval no longer holds, because what it was given for has changed. */
    record ApprovalLapsed(Instant at, String reason) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(before.evidence(), Optional.empty()).in(before.phase(), before.since(), reason);
        }

        @Override
        public String sentence() {
            return "the approval lapsed: " + reason;
        }
    }

    /** The deployment was turned round. */
    record TurnedBack(Instant at, String reason) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.turned(Heading.BACK, reason).with(Optional.empty(), before.since());
        }

        @Override
        public String sentence() {
            return "turning back: " + reason;
        }
    }

    /** The way back was given up by a person: the deployment goes forward again. */
    record TurnedForward(Instant at, String by) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.turned(Heading.FORWARD, "");
        }

        @Override
        public String sentence() {
            return "going forward again, decided by " + by;
        }
    }

    /** A person is needed. */
    record Halted(Instant at, Halt halt, String reason) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.in(Phase.HALTED, at, reason).with(Optional.of(halt), at);
        }

        @Override
        public String sentence() {
            return "halted: " + reason;
        }
    }

    /** A person decided to put back what the stranger changed, or to try again. */
    record Restored(Instant at, Phase into, Set<TrafficSplit> over, String by) implements Event {
        public Restored {
            over = Set.copyOf(over);
        }

        @Override
        public Deployment applyTo(Deployment before) {
            Traffic traffic = before.traffic();
            boolean nobodyElseWrote = over.isEmpty() && !haltedFor(before, Halt.Cause.STRANGER);
            Deployment after = before.with(nobodyElseWrote ? traffic.askAgain(at) : traffic.allow(over, at))
                    .in(into, at, "restored by " + by)
                    .with(Optional.empty(), at);
            return staysForward(before) ? after.turned(Heading.FORWARD, "") : after;
        }

        /** The schema forbids the way back, and a person decided that the new release stays. */
        private boolean staysForward(Deployment before) {
            return into == Phase.DRAINING && haltedFor(before, Halt.Cause.SCHEMA_FORBIDS_ROLLBACK);
        }

        private static boolean haltedFor(Deployment before, Halt.Cause cause) {
            return before.halt().filter(halt -> halt.cause() == cause).isPresent();
        }

        @Override
        public String sentence() {
            return "restored by " + by + ", going on " + into.words();
        }
    }

    /** A person decided that what the stranger wrote is what they want. */
    record Adopted(Instant at, TrafficSplit split, String by) implements Event {
        @Override
        public Deployment applyTo(Deployment before) {
            return before.with(before.traffic().adopt(split, at)).with(Optional.empty(), at);
        }

        @Override
        public String sentence() {
            return split + " adopted by " + by;
        }
    }
}
