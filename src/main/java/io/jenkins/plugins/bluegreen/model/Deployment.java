package io.jenkins.plugins.bluegreen.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The state of one deployment: its order and everything that happened, applied in order. Immutable; changed only by
 * {@link Event#applyTo}, so that replaying the journal gives the same state.
 *
 * @param order what it was told to do
 * @param phase where it is
 * @param since when it entered the phase
 * @param heading whether it goes forward or back
 * @param plan the plan in force: the order's, or what a later {@code shiftTraffic} put in its place
 * @param step index into the plan of the step in progress
 * @param stepLanded when the step's share was seen in live traffic; empty while it is on its way
 * @param live capacity of the live side when it was last taken: at the beginning, and again before the first share moves
 * @param suspendedBefore what somebody else had suspended on a side before it was held here: it stays so; a side without is missing
 * @param traffic the weights
 * @param reason the last sentence on why it is where it is
 * @param failure why it was taken back; empty while it goes forward
 * @param evidence what was shown when the new side was found good
 * @param approval who approved what, if anybody did
 * @param halt why a person is needed, while one is
 * @param tally what has been counted up to the last event
 */
public record Deployment(
        Order order,
        Phase phase,
        Instant since,
        Heading heading,
        Plan plan,
        int step,
        Optional<Instant> stepLanded,
        Optional<Capacity> live,
        Map<Colour, Set<Doing>> suspendedBefore,
        Traffic traffic,
        String reason,
        String failure,
        Optional<Evidence> evidence,
        Optional<Approval> approval,
        Optional<Halt> halt,
        Tally tally) {
    public Deployment {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(plan, "plan");
        suspendedBefore = Map.copyOf(suspendedBefore);
    }

    /** A deployment to which nothing has happened yet. */
    public static Deployment planned(Order order) {
        return new Deployment(
                order,
                Phase.PLANNED,
                order.at(),
                Heading.FORWARD,
                order.plan(),
                0,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Traffic.untouched(order.from(), order.at()),
                "planned",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Tally.NONE);
    }

    /** The state that a journal leads to. */
    public static Deployment replay(Order order, List<Event> journal) {
        Deployment deployment = planned(order);
        for (Event event : journal) {
            deployment = event.applyTo(deployment);
        }
        return deployment;
    }

    public String id() {
        return order.id();
    }

    public Settings settings() {
        return order.settings();
    }

    public Step currentStep() {
        return plan.steps().get(step);
    }

    public boolean isLastStep() {
        return step == plan.steps().size() - 1;
    }

    /** The side that ends up with all traffic on the present heading. */
    public Colour winner() {
        return heading == Heading.FORWARD ? order.to() : order.from();
    }

    /** The release on that side. */
    public Release winningRelease() {
        return heading == Heading.FORWARD ? order.release() : order.previous();
    }

    /** The release that a side runs in this deployment. */
    public Release releaseOn(Colour side) {
        return side == order.to() ? order.release() : order.previous();
    }

    /** Instances the new side gets: as many as the live one has, but not below the minimum; 0 until the live side has been seen. */
    public int newSize() {
        return live.map(capacity -> Math.max(capacity.desired(), settings().minimumSize()))
                .orElse(0);
    }

    /** Instances the old side needs to take everything back: as many as it had; 0 until it has been seen. */
    public int oldSize() {
        return live.map(Capacity::desired).orElse(0);
    }

    /** What somebody else had suspended on a side. */
    public Set<Doing> suspendedBefore(Colour side) {
        return suspendedBefore.getOrDefault(side, Set.of());
    }

    /** The caller of {@code deploy} or {@code rollback} need not wait any longer: what remains happens in the background. */
    public boolean isDoneForCaller() {
        return phase == Phase.KEEPING
                || phase == Phase.DRAINING
                || phase == Phase.RETIRING
                || phase == Phase.HALTED
                || phase.isTerminal();
    }

    /** Verified, told to wait there, and nobody has said yes yet. */
    public boolean isWaitingForApproval() {
        return phase == Phase.VERIFIED && order.stopWhenVerified() && approval.isEmpty();
    }

    /** Halted in a way that what is there can be made what is wanted: a stranger's split, or the share of a side that cannot be left. */
    public boolean mayAdopt() {
        return halt.filter(this::mayAdopt).isPresent();
    }

    private boolean mayAdopt(Halt found) {
        return switch (found.cause()) {
            case STRANGER ->
                found.isAdoptable()
                        && (heading == Heading.FORWARD
                                || found.seen().iterator().next().on(order.to()) == 0);
            case SCHEMA_FORBIDS_ROLLBACK -> true;
            case LIVE_SIDE_UNHEALTHY -> false;
            case BOTH_SIDES_UNHEALTHY -> found.from() == Phase.ROLLING_BACK && adoptableShare() > 0;
            case DEADLINE -> found.from() == Phase.ROLLING_BACK && (adoptableShare() > 0 || isBack());
        };
    }

    /** Traffic had moved, and all of it is back on the old side, seen in live traffic. */
    public boolean isBack() {
        return traffic.moved() && traffic.isSettledAt(TrafficSplit.allOn(order.from()));
    }

    /** The share of the new side that a rollback which cannot be gone leaves it, in percent; 0 = nothing was ever seen on it. */
    public int adoptableShare() {
        return Math.max(traffic.asked().on(order.to()), traffic.settled().on(order.to()));
    }

    /** Halted, and the old release can still run. */
    public boolean mayAbort() {
        return halt.filter(found -> found.cause() != Halt.Cause.SCHEMA_FORBIDS_ROLLBACK)
                .isPresent();
    }

    Deployment in(Phase next, Instant at, String why) {
        return changed(draft -> {
            draft.phase = next;
            draft.since = at;
            draft.reason = why;
        });
    }

    Deployment with(Traffic next) {
        return changed(draft -> draft.traffic = next);
    }

    Deployment with(Capacity seen) {
        return changed(draft -> draft.live = Optional.of(seen));
    }

    Deployment with(Colour side, Set<Doing> suspended) {
        return changed(draft -> {
            Map<Colour, Set<Doing>> all = new EnumMap<>(Colour.class);
            all.putAll(suspendedBefore);
            all.put(side, Set.copyOf(suspended));
            draft.suspendedBefore = all;
        });
    }

    Deployment with(Tally counted) {
        return changed(draft -> draft.tally = counted);
    }

    Deployment at(Plan newPlan, int newStep, Optional<Instant> landed) {
        return changed(draft -> {
            draft.plan = newPlan;
            draft.step = newStep;
            draft.stepLanded = landed;
        });
    }

    Deployment turned(Heading way, String why) {
        return changed(draft -> {
            draft.heading = way;
            draft.failure = why;
        });
    }

    Deployment with(Optional<Evidence> shown, Optional<Approval> given) {
        return changed(draft -> {
            draft.evidence = shown;
            draft.approval = given;
        });
    }

    Deployment with(Optional<Halt> cause, Instant at) {
        return changed(draft -> {
            draft.halt = cause;
            draft.since = at;
        });
    }

    private Deployment changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.deployment();
    }

    /** The next state while it is being put together: only what an event changes has to be named. */
    private static final class Draft {
        private final Order order;
        private Phase phase;
        private Instant since;
        private Heading heading;
        private Plan plan;
        private int step;
        private Optional<Instant> stepLanded;
        private Optional<Capacity> live;
        private Map<Colour, Set<Doing>> suspendedBefore;
        private Traffic traffic;
        private String reason;
        private String failure;
        private Optional<Evidence> evidence;
        private Optional<Approval> approval;
        private Optional<Halt> halt;
        private Tally tally;

        Draft(Deployment from) {
            order = from.order;
            phase = from.phase;
            since = from.since;
            heading = from.heading;
            plan = from.plan;
            step = from.step;
            stepLanded = from.stepLanded;
            live = from.live;
            suspendedBefore = from.suspendedBefore;
            traffic = from.traffic;
            reason = from.reason;
            failure = from.failure;
            evidence = from.evidence;
            approval = from.approval;
            halt = from.halt;
            tally = from.tally;
        }

        Deployment deployment() {
            return new Deployment(
                    order,
                    phase,
                    since,
                    heading,
                    plan,
                    step,
                    stepLanded,
                    live,
                    suspendedBefore,
                    traffic,
                    reason,
                    failure,
                    evidence,
                    approval,
                    halt,
                    tally);
        }
    }
}
