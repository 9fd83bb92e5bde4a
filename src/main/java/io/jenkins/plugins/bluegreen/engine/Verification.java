package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Prober;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** VERIFYING and VERIFIED: the new side is judged, and then perhaps waits for a person, while all traffic is on the old one. */
final class Verification {
    private Verification() {}

    static void think(Draft draft) {
        Deployment deployment = draft.deployment();
        List<Verdict> verdicts = new ArrayList<>(Guards.judge(deployment, draft.seen));
        verdicts.add(validation(deployment, draft.seen));
        verdicts.add(SchemaFit.forward(deployment, draft.seen));
        draft.heard(verdicts);
        verdicts.stream().filter(verdict -> !verdict.isPass()).forEach(verdict -> draft.waitFor(verdict.reason()));
        if (!draft.isWaiting()) {
            draft.happen(new Event.EvidenceTaken(draft.now, Evidences.of(deployment, draft.seen, verdicts, draft.now)));
            draft.enter(
                    Phase.VERIFIED,
                    "release " + deployment.order().release() + " on "
                            + deployment.order().to().word() + " passed every check");
        }
    }

    /** Waits for a yes if one was asked for; a yes holds only as long as the facts it was given for. */
    static void thinkVerified(Draft draft) {
        Deployment deployment = draft.deployment();
        if (deployment.approval().isEmpty() && deployment.order().stopWhenVerified()) {
            draft.waitFor("waiting for the word to move traffic");
            return;
        }
        String approved = deployment.approval().map(Approval::evidence).orElse("");
        if (approved.isEmpty()) {
            begin(draft);
            return;
        }
        if (draft.side(deployment.order().from()).isEmpty()
                || draft.side(deployment.order().to()).isEmpty()
                || draft.seen.alarms().isEmpty()
                || draft.seen.schema().isEmpty()) {
            draft.waitFor("what was approved could not be compared with the world");
            return;
        }
        Evidence then = deployment.evidence().orElseThrow();
        Evidence nowSeen = Evidences.of(deployment, draft.seen, List.of(), draft.now);
        if (nowSeen.hash().equals(approved)) {
            begin(draft);
        } else {
            String drift = Evidences.difference(then, nowSeen);
            draft.happen(new Event.ApprovalLapsed(
                    draft.now,
                    "the world is no longer what was approved: " + drift + "; look again and approve again"));
            draft.happen(new Event.EvidenceTaken(draft.now, nowSeen));
        }
    }

    /** The wait may have been long: somebody may have migrated meanwhile. */
    private static void begin(Draft draft) {
        Verdict schema = SchemaFit.forward(draft.deployment(), draft.seen);
        if (schema.isPass()) {
            draft.rememberSuspended(draft.deployment().order().from());
            draft.enter(
                    Phase.SHIFTING,
                    "moving traffic by the plan " + draft.deployment().plan());
        } else {
            draft.waitFor(schema.reason());
        }
    }

    private static Verdict validation(Deployment deployment, Observation seen) {
        if (deployment.order().environment().previewHeader().isEmpty()) {
            return Verdict.pass("validation", "not asked: the environment has no preview header");
        }
        Optional<Probe> last = seen.probes().stream()
                .filter(probe ->
                        probe.path().equals(Prober.VALIDATE) && !probe.at().isBefore(deployment.since()))
                .reduce((first, second) -> second);
        if (last.isEmpty()) {
            return Verdict.notEnough("validation", Prober.VALIDATE + " has not been asked yet");
        }
        Probe probe = last.get();
        if (probe.status() == 404) {
            return Verdict.pass("validation", "the application has no " + Prober.VALIDATE);
        }
        return probe.status() == 200
                ? Verdict.pass("validation", Prober.VALIDATE + " says ready")
                : Verdict.fail("validation", Prober.VALIDATE + " answers " + probe.describe());
    }
}
