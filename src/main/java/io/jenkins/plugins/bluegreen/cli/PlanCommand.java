package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen plan}: what a deployment would do. Changes nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what a deployment would do now, and changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Parameters(index = "1", paramLabel = "RELEASE", description = "what")
    private String release;

    @Option(names = "--plan", description = "steps (default: the environment's)")
    private String plan;

    @Override
    public Integer call() {
        Configuration configuration = shared.configuration();
        Environment where = configuration.environment(environment);
        Release what = Release.of(release);
        Plan steps = plan == null
                ? configuration.plan(environment)
                : Plan.parse(plan).toTheEnd();
        try (Installation installation = shared.open(configuration)) {
            EnvironmentStatus status = installation.inspection().status(where);
            List<String> obstacles = new ArrayList<>(status.problems());
            installation
                    .engine()
                    .active(environment)
                    .map(stored -> stored.deployment())
                    .ifPresent(active -> obstacles.add("deployment " + active.id() + " is "
                            + active.phase().words()));
            if (status.live().isEmpty()) {
                obstacles.add("no side has all the traffic: "
                        + status.rules().stream().map(rule -> rule.raw()).toList());
            }
            List<String> lines = obstacles.isEmpty() ? lines(where, what, steps, status) : obstacles;
            shared.say(
                    obstacles.isEmpty()
                            ? "A deployment of " + release + " to " + environment + " would:"
                            : "It could not begin now:");
            lines.forEach(line -> shared.say("  " + line));
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("environment", environment).put("release", release).put("possible", obstacles.isEmpty());
            lines.forEach(json.putArray(obstacles.isEmpty() ? "steps" : "obstacles")::add);
            shared.answer(json);
            return obstacles.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
        }
    }

    private static List<String> lines(Environment where, Release what, Plan steps, EnvironmentStatus status) {
        Colour from = status.live().orElseThrow();
        Colour to = from.other();
        SideReading live = status.sides().get(from);
        Timing timing = where.settings().timing();
        int size = Math.max(live.capacity().desired(), where.settings().minimumSize());
        List<String> lines = new ArrayList<>();
        lines.add("suspend scaling of both sides");
        lines.add("bring release " + what + " up on " + to.word() + " with " + size + " instances, as many as "
                + from.word() + " has, within " + Durations.format(timing.prepareDeadline()));
        lines.add("verify it"
                + (where.previewHeader().isEmpty()
                        ? " by target health only (no preview header)"
                        : " by the preview header " + where.previewHeader() + ": " + to.word()));
        steps.steps()
                .forEach(step -> lines.add("give " + to.word() + " " + step.percent() + "% on "
                        + where.rules().size() + (where.rules().size() == 1 ? " rule" : " rules")
                        + ", see it in live traffic, hold " + Durations.format(step.hold())));
        lines.add("keep " + from.word() + " rollback-ready for " + Durations.format(timing.keepWindow()));
        lines.add("see " + from.word() + " silent for " + Durations.format(timing.scaleInFloor())
                + ", then scale it to 0 and resume scaling");
        Duration least = steps.holds()
                .plus(timing.settleFloor().multipliedBy(steps.steps().size()));
        lines.add("take at least " + Durations.format(least) + " beside the boot of the instances");
        return lines;
    }
}
