package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.JsonReceipt;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Drives a deployment from the command line until its caller need not wait any longer, and says how it stands. */
final class Driving {
    private final Shared shared;
    private final Installation installation;
    private final State state;

    Driving(Shared shared, Configuration configuration, Installation installation) {
        this.state = configuration.state();
        this.shared = shared;
        this.installation = installation;
    }

    /** Until it is at rest; the exit code says how. */
    int toRest(String environment, String id) throws InterruptedException, ExecutionException {
        ProgressPrinter printer = shared.progress();
        AtomicBoolean done = new AtomicBoolean();
        Thread interrupted = new Thread(() -> leave(environment, id, done, printer));
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            ProgressListener recorder = Sightings.beside(state).recorder();
            ProgressListener both = progress -> {
                recorder.progressed(progress);
                printer.progressed(progress);
            };
            Deployment deployment = new Following(installation, both, shared::say).toRest(environment, id);
            done.set(true);
            printer.end();
            report(environment, id);
            return ExitCode.of(deployment);
        } catch (RuntimeException | ExecutionException e) {
            Optional<String> why = Explained.sentence(e);
            if (why.isEmpty()) {
                throw e;
            }
            // It had begun: nobody may say now that nothing was changed.
            printer.end();
            shared.complain(leftAsItIs(environment, id) + ": " + why.get());
            return ExitCode.HALTED;
        } finally {
            done.set(true);
            removeHook(interrupted);
        }
    }

    private static String leftAsItIs(String environment, String id) {
        return "deployment " + id + " of " + environment
                + " is left as it is and nobody drives it here now (go on with `bluegreen deploy " + environment
                + " --resume`, or go back with `bluegreen rollback " + environment + "`)";
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already: the hook has run, or finds that there is nothing to say.
        }
    }

    /** Ctrl-C: whatever is going on stays as it is, and can be taken up again by anybody. */
    private void leave(String environment, String id, AtomicBoolean done, ProgressPrinter printer) {
        if (done.get()) {
            return;
        }
        installation.engine().close();
        printer.end();
        shared.say("Interrupted: " + leftAsItIs(environment, id) + ".");
    }

    private void report(String environment, String id) {
        Stored stored = installation.engine().find(environment, id).orElseThrow();
        Deployment deployment = stored.deployment();
        Receipt receipt = Receipts.of(stored, Tally.NONE, installation.time().now());
        shared.answer(JsonReceipt.of(receipt, List.of(), stored));
        shared.say("");
        shared.say(headline(deployment, receipt));
        shared.say("  probes " + receipt.tally().requests() + ", lost "
                + receipt.tally().lost() + ", answered badly " + receipt.tally().badAnswers() + "; propagation "
                + receipt.propagation().stream().map(Durations::format).toList() + "; AWS calls "
                + receipt.tally().apiCalls());
        SecondSide second = receipt.secondSide();
        if (second.price().isKnown()) {
            shared.say(String.format(
                    Locale.ROOT,
                    "  the second side cost $%.4f so far, and costs $%.4f for each hour that it is kept",
                    second.dollars(),
                    second.dollarsAnHour()));
        }
        if (deployment.phase() == Phase.KEEPING) {
            Duration keep = deployment.settings().timing().keepWindow();
            shared.say("  " + deployment.winner().other().word() + " is kept until "
                    + deployment.since().plus(keep) + "; `bluegreen retire " + environment + "` ends that now");
        }
        if (Resting.isWaitingForWord(deployment)) {
            shared.say("  evidence " + deployment.evidence().orElseThrow().hash());
            deployment.evidence().get().facts().forEach((name, value) -> shared.say("    " + name + ": " + value));
            deployment
                    .evidence()
                    .get()
                    .measurements()
                    .forEach((name, value) -> shared.say("    " + name + ": " + value));
            shared.say("  go on with `bluegreen shift " + environment + "`, or go back with `bluegreen rollback "
                    + environment + "`");
        }
        if (deployment.phase() == Phase.HALTED) {
            shared.say("  decide with `bluegreen resolve " + environment + " --adopt | --restore | --abort`");
        }
    }

    private static String headline(Deployment deployment, Receipt receipt) {
        String what =
                "deployment " + deployment.id() + " of release " + receipt.release() + " to " + receipt.environment();
        return switch (receipt.outcome()) {
            case "SUCCEEDED" -> "Done: " + what + " in " + seconds(receipt.deploy());
            case "ROLLED_BACK" ->
                "Rolled back" + (receipt.rollback().isZero() ? "" : " in " + seconds(receipt.rollback())) + ": " + what
                        + ": " + receipt.reason();
            case "HALTED" -> "Halted: " + what + ": " + receipt.reason();
            default -> "At rest: " + what + ": " + deployment.reason();
        };
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
