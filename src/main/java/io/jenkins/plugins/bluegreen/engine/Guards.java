package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Prober;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules that watch the new side. Pure. Each gives a verdict with the values it rests on; too little evidence is a verdict of its own,
 * because low traffic must fool nobody.
 */
final class Guards {
    private static final int LATENCY_WINDOW = 100;

    private Guards() {}

    /** Every guard's verdict on the new side while it gets, or is about to get, a share of the traffic. */
    static List<Verdict> judge(Deployment deployment, Observation seen) {
        List<Probe> ofNewSide = probesOfNewSide(deployment, seen);
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(targets(deployment, seen));
        verdicts.add(probes(deployment, ofNewSide));
        verdicts.add(identity(deployment, ofNewSide));
        verdicts.add(latency(deployment, ofNewSide));
        verdicts.add(alarms(deployment, seen));
        if (deployment.traffic().moved()) {
            verdicts.add(comparison(deployment, seen));
        }
        return verdicts;
    }

    /** The share a side may take with so many ready targets: all of it needs the whole size. */
    static long neededTargets(Deployment deployment, int percent) {
        return Math.max(1, (long) Math.ceil(deployment.newSize() * percent / 100.0));
    }

    private static List<Probe> probesOfNewSide(Deployment deployment, Observation seen) {
        Colour to = deployment.order().to();
        boolean shared = deployment.traffic().asked().on(to) > 0;
        Instant since = deployment.since();
        return seen.probes().stream()
                .filter(probe -> !probe.at().isBefore(since))
                .filter(probe -> !probe.path().equals(Prober.VALIDATE))
                .filter(probe -> probe.side().map(to::equals).orElse(shared && !probe.isGood()))
                .toList();
    }

    static Verdict targets(Deployment deployment, Observation seen) {
        Colour to = deployment.order().to();
        Optional<SideReading> side = seen.side(to);
        if (side.isEmpty()) {
            return Verdict.notEnough("targets", "the " + to.word() + " side could not be read");
        }
        long ready = side.get().ready(deployment.order().release());
        String counted = ready + " of " + deployment.newSize() + " targets of " + to.word()
                + " are healthy with release " + deployment.order().release();
        if (ready >= deployment.newSize()) {
            return Verdict.pass("targets", counted);
        }
        boolean tooFew =
                ready < neededTargets(deployment, deployment.traffic().asked().on(to));
        return tooFew && deployment.traffic().moved()
                ? Verdict.fail("targets", counted)
                : Verdict.notEnough("targets", counted);
    }

    private static Verdict probes(Deployment deployment, List<Probe> probes) {
        Colour to = deployment.order().to();
        Thresholds limits = deployment.settings().thresholds();
        if (deployment.order().environment().previewHeader().isEmpty()
                && !deployment.traffic().moved()) {
            return Verdict.pass(
                    "probes", "not asked: the environment has no preview header, so nothing but targets can be judged");
        }
        // Users may meet what the preview does not show: at a small share its good answers would hide theirs.
        List<Probe> live = last(probes.stream().filter(Probe::isLive).toList(), limits.probeWindow());
        if (areTooManyBad(live, limits)) {
            return Verdict.fail("probes", counted(to, live) + " in live traffic");
        }
        return judged(to, last(probes, limits.probeWindow()), limits);
    }

    /** How a side answers live traffic while all of it is there, by the same rule. An answer that names no side is its own if it is bad. */
    static Verdict liveAnswers(Deployment deployment, Observation seen, Colour side) {
        Thresholds limits = deployment.settings().thresholds();
        List<Probe> last = last(
                seen.probes().stream()
                        .filter(Probe::isLive)
                        .filter(probe -> !probe.at().isBefore(deployment.since()))
                        .filter(probe -> probe.side().map(side::equals).orElse(!probe.isGood()))
                        .toList(),
                limits.probeWindow());
        return judged(side, last, limits);
    }

    private static Verdict judged(Colour side, List<Probe> last, Thresholds limits) {
        String counted = counted(side, last);
        if (areTooManyBad(last, limits)) {
            return Verdict.fail("probes", counted);
        }
        return last.size() < limits.probeWindow()
                ? Verdict.notEnough("probes", counted)
                : Verdict.pass("probes", counted);
    }

    /** Whether so many of these bad ones came close together that it is no chance. */
    static boolean areTooManyBad(List<Probe> probes, Thresholds limits) {
        int size = probes.size();
        int window = Math.min(limits.probeWindow(), size);
        for (int end = window; end <= size; end++) {
            if (bad(probes.subList(end - window, end)) >= limits.badProbes()) {
                return true;
            }
        }
        return false;
    }

    private static long bad(List<Probe> probes) {
        return probes.stream().filter(probe -> !probe.isGood()).count();
    }

    private static String counted(Colour side, List<Probe> probes) {
        return bad(probes) + " of the last " + probes.size() + " probes of " + side.word() + " were bad"
                + probes.stream()
                        .filter(probe -> !probe.isGood())
                        .reduce((first, second) -> second)
                        .map(probe -> " (" + probe.describe() + ")")
                        .orElse("");
    }

    private static Verdict identity(Deployment deployment, List<Probe> probes) {
        String wanted = deployment.order().release().id();
        List<Probe> answered = last(
                probes.stream().filter(Probe::isGood).toList(),
                deployment.settings().thresholds().probeWindow());
        if (answered.isEmpty()) {
            return deployment.order().environment().previewHeader().isEmpty()
                            && !deployment.traffic().moved()
                    ? Verdict.pass("identity", "not asked: the environment has no preview header")
                    : Verdict.notEnough("identity", "no good answer to read a release id from yet");
        }
        List<Probe> wrong = answered.stream()
                .filter(probe -> !probe.release().equals(wanted))
                .toList();
        if (wrong.size() > 1) {
            String found = wrong.get(wrong.size() - 1).release();
            return Verdict.fail(
                    "identity",
                    wrong.size() + " of the last " + answered.size() + " answers name "
                            + (found.isEmpty() ? "no release (header X-BlueGreen-Release)" : "release " + found)
                            + " instead of "
                            + wanted);
        }
        return wrong.isEmpty()
                ? Verdict.pass("identity", "the last " + answered.size() + " answers name release " + wanted)
                : Verdict.notEnough(
                        "identity", "one of the last " + answered.size() + " answers names another release");
    }

    private static Verdict latency(Deployment deployment, List<Probe> probes) {
        Thresholds limits = deployment.settings().thresholds();
        long[] millis = last(probes.stream().filter(Probe::isGood).toList(), LATENCY_WINDOW).stream()
                .mapToLong(probe -> probe.latency().toMillis())
                .toArray();
        if (deployment.order().environment().previewHeader().isEmpty()
                && !deployment.traffic().moved()) {
            return Verdict.pass("latency", "not asked: the environment has no preview header");
        }
        if (millis.length < limits.minimumSample()) {
            return Verdict.notEnough(
                    "latency", millis.length + " of at least " + limits.minimumSample() + " probes measured");
        }
        long p95 = Statistics.p95(millis);
        String measured = "95 % of " + millis.length + " probes took at most " + p95 + " ms, the limit is "
                + limits.latencyLimit().toMillis() + " ms";
        return p95 <= limits.latencyLimit().toMillis()
                ? Verdict.pass("latency", measured)
                : Verdict.fail("latency", measured);
    }

    static Verdict alarms(Deployment deployment, Observation seen) {
        if (seen.alarms().isEmpty()) {
            return Verdict.notEnough("alarms", "the alarms could not be read");
        }
        List<AlarmReading> alarms = seen.alarms().get();
        if (alarms.isEmpty()) {
            return Verdict.pass("alarms", "the environment names no alarm");
        }
        String ringing = names(alarms, AlarmReading.State.ALARM);
        if (!ringing.isEmpty()) {
            return Verdict.fail("alarms", "in ALARM: " + ringing);
        }
        String missing = names(alarms, AlarmReading.State.MISSING);
        if (!missing.isEmpty()) {
            return Verdict.fail(
                    "alarms", "no such alarm: " + missing + "; create it or take it out of the environment");
        }
        String silent = names(alarms, AlarmReading.State.INSUFFICIENT_DATA);
        String excuse = deployment.settings().insufficientDataReason();
        if (!silent.isEmpty() && excuse.isEmpty()) {
            return Verdict.notEnough(
                    "alarms",
                    "INSUFFICIENT_DATA: " + silent
                            + "; wait for data, or give a reason why that is no sign of trouble");
        }
        return Verdict.pass(
                "alarms", silent.isEmpty() ? alarms.size() + " alarms are OK" : silent + " without data: " + excuse);
    }

    private static String names(List<AlarmReading> alarms, AlarmReading.State state) {
        return alarms.stream()
                .filter(alarm -> alarm.state() == state)
                .map(AlarmReading::name)
                .collect(Collectors.joining(", "));
    }

    private static Verdict comparison(Deployment deployment, Observation seen) {
        Colour to = deployment.order().to();
        int enough = deployment.settings().thresholds().comparisonSample();
        long[] fresh = counts(deployment, seen, to);
        long[] old = counts(deployment, seen, to.other());
        String counted = "bad answers: " + to.word() + " " + fresh[1] + " of " + fresh[0] + ", "
                + to.other().word() + " " + old[1] + " of " + old[0];
        if (fresh[0] < enough || old[0] < enough) {
            return Verdict.notEnough("comparison", counted + "; at least " + enough + " of each are needed");
        }
        return Statistics.isHigher(fresh[1], fresh[0], old[1], old[0])
                ? Verdict.fail("comparison", counted)
                : Verdict.pass("comparison", counted);
    }

    private static long[] counts(Deployment deployment, Observation seen, Colour side) {
        long all = 0;
        long bad = 0;
        for (Probe probe : seen.probes()) {
            if (probe.isLive()
                    && !probe.at().isBefore(deployment.since())
                    && probe.side().equals(Optional.of(side))) {
                all++;
                bad += probe.isGood() ? 0 : 1;
            }
        }
        return new long[] {all, bad};
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
