package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Step;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what a person asks for into events, or refuses with a sentence. Pure. */
final class Commands {
    private static final Observation NOTHING_SEEN = new Observation(
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Tally.NONE,
            List.of(),
            Optional.empty());

    private Commands() {}

    static List<Event> apply(Deployment deployment, Command command, Instant now) {
        Draft draft = new Draft(deployment, NOTHING_SEEN, now);
        if (command instanceof Command.Shift shift) {
            shift(draft, shift);
        } else if (command instanceof Command.RollBack rollBack) {
            rollBack(draft, rollBack);
        } else if (command instanceof Command.Retire retire) {
            retire(draft, retire);
        } else {
            requireHalted(deployment);
            resolve(draft, command);
        }
        return draft.events();
    }

    private static void shift(Draft draft, Command.Shift shift) {
        Deployment deployment = draft.deployment();
        boolean holds = deployment.phase() == Phase.SHIFTING
                && deployment.heading() == Heading.FORWARD
                && deployment.isLastStep()
                && deployment.stepLanded().isPresent()
                && deployment.currentStep().percent() < 100;
        if (deployment.phase() != Phase.VERIFIED && !holds) {
            throw refused(deployment, "traffic can be moved when it is verified, or holding at a share");
        }
        Duration expiry = deployment.settings().timing().approvalExpiry();
        if (!holds && !draft.now.isBefore(deployment.since().plus(expiry))) {
            throw refused(
                    deployment,
                    "that was to be approved within " + Durations.format(expiry)
                            + ", which are over: it is being taken back, deploy the release again");
        }
        if (holds
                && shift.plan().steps().get(0).percent()
                        <= deployment.currentStep().percent()) {
            throw refused(
                    deployment,
                    "it holds at " + deployment.currentStep().percent() + "% and the plan '" + shift.plan()
                            + "' does not begin above that");
        }
        if (!shift.evidence().isEmpty()) {
            requireSameEvidence(deployment, shift.evidence());
        }
        if (!shift.plan().equals(deployment.plan())) {
            draft.happen(new Event.PlanChanged(draft.now, shift.plan(), shift.by()));
        }
        // Whoever goes on from a share goes on with what was approved before the first one.
        String approved = holds ? deployment.approval().map(Approval::evidence).orElse("") : shift.evidence();
        draft.happen(new Event.Approved(draft.now, new Approval(shift.by(), approved, shift.reason(), draft.now)));
        if (holds) {
            draft.enter(Phase.SHIFTING, "going on by the plan " + shift.plan());
        }
    }

    private static void requireSameEvidence(Deployment deployment, String claimed) {
        String shown = deployment.evidence().map(Evidence::hash).orElse("");
        if (!shown.equals(claimed)) {
            throw new CommandRefusedException(
                    "the approval is for evidence " + claimed + " and deployment " + deployment.id()
                            + " stands on evidence " + (shown.isEmpty() ? "that has not been taken yet" : shown)
                            + ": show the present evidence and approve again");
        }
    }

    private static void rollBack(Draft draft, Command.RollBack rollBack) {
        Deployment deployment = draft.deployment();
        if (deployment.heading() == Heading.BACK || !deployment.phase().canRollBack()) {
            throw refused(deployment, whyNotBack(deployment));
        }
        String by = rollBack.by().isEmpty() ? "" : " (asked for by " + rollBack.by() + ")";
        draft.turnBack(rollBack.reason() + by);
    }

    private static String whyNotBack(Deployment deployment) {
        if (deployment.phase() == Phase.HALTED) {
            return "abort takes everything back, restore goes on as before, adopt goes on with what is there";
        }
        if (deployment.heading() == Heading.BACK) {
            return "it is already going back";
        }
        return deployment.phase() == Phase.SUCCEEDED
                ? "its old side is gone; deploy release " + deployment.order().previous() + " again"
                : "there is nothing to roll back";
    }

    private static void retire(Draft draft, Command.Retire retire) {
        if (draft.deployment().phase() != Phase.KEEPING) {
            throw refused(draft.deployment(), "only a side that is being kept can be retired");
        }
        draft.enter(Phase.DRAINING, "the keep window was ended by " + retire.by());
    }

    private static void requireHalted(Deployment deployment) {
        if (deployment.phase() != Phase.HALTED) {
            throw refused(deployment, "adopt, restore and abort are for a halted deployment");
        }
    }

    private static void resolve(Draft draft, Command command) {
        Halt halt = draft.deployment().halt().orElseThrow();
        if (command instanceof Command.Adopt && halt.cause() == Halt.Cause.SCHEMA_FORBIDS_ROLLBACK) {
            // There is no way back to keep open: the new side takes everything, and the other one is retired.
            draft.happen(new Event.Restored(draft.now, Phase.DRAINING, Set.of(), command.by()));
        } else if (command instanceof Command.Adopt && halt.cause() == Halt.Cause.STRANGER) {
            adopt(draft, halt, command.by());
        } else if (command instanceof Command.Adopt) {
            goForward(draft, halt, command.by());
        } else if (command instanceof Command.Restore) {
            draft.happen(new Event.Restored(draft.now, halt.from(), halt.seen(), command.by()));
        } else {
            if (halt.cause() == Halt.Cause.SCHEMA_FORBIDS_ROLLBACK) {
                throw refused(
                        draft.deployment(),
                        "going back is what the schema forbids; bring it back and restore, or adopt");
            }
            draft.happen(new Event.TurnedBack(draft.now, "aborted by " + command.by()));
            draft.happen(new Event.Restored(draft.now, Phase.ROLLING_BACK, halt.seen(), command.by()));
        }
    }

    private static void adopt(Draft draft, Halt halt, String by) {
        Deployment deployment = draft.deployment();
        if (!halt.isAdoptable()) {
            throw refused(
                    deployment,
                    "only a single split that a stranger wrote while both sides stood can be adopted; restore or abort instead");
        }
        TrafficSplit found = halt.seen().iterator().next();
        int share = found.on(deployment.order().to());
        if (share == 0) {
            draft.happen(new Event.TurnedBack(draft.now, by + " adopted that all traffic is back"));
            draft.happen(new Event.Restored(draft.now, Phase.ROLLING_BACK, Set.of(), by));
        } else if (deployment.heading() == Heading.BACK) {
            throw refused(deployment, "it was going back, and " + found + " is not back; restore or abort instead");
        } else {
            draft.happen(new Event.PlanChanged(draft.now, new Plan(List.of(new Step(share, Duration.ZERO))), by));
            draft.happen(new Event.Restored(draft.now, Phase.SHIFTING, Set.of(), by));
        }
        draft.happen(new Event.Adopted(draft.now, found, by));
    }

    /** A way back that cannot be gone is given up: the new side keeps the share it has, under guards, and it is held there. */
    private static void goForward(Draft draft, Halt halt, String by) {
        Deployment deployment = draft.deployment();
        int share = deployment.adoptableShare();
        if (halt.cause() == Halt.Cause.DEADLINE && halt.from() == Phase.ROLLING_BACK && deployment.isBack()) {
            // The old side has everything and does not serve it well enough to call it done: a person says that it will
            // do.
            draft.happen(new Event.Restored(draft.now, Phase.KEEPING, Set.of(), by));
            return;
        }
        if (halt.from() != Phase.ROLLING_BACK || share == 0) {
            throw refused(deployment, "there is no share of the new side to adopt; restore or abort instead");
        }
        draft.happen(new Event.TurnedForward(draft.now, by));
        draft.happen(new Event.PlanChanged(draft.now, new Plan(List.of(new Step(share, Duration.ZERO))), by));
        draft.happen(new Event.Restored(draft.now, Phase.SHIFTING, Set.of(), by));
    }

    private static CommandRefusedException refused(Deployment deployment, String why) {
        return new CommandRefusedException("deployment " + deployment.id() + " of "
                + deployment.order().environment().name() + " is "
                + deployment.phase().words() + ": " + why);
    }
}
