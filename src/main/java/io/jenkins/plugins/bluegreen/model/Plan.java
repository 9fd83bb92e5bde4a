package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps by which the new side gets its share, in growing order. A deployment's plan ends at 100 %; the plan of a single
 * {@code shiftTraffic} may end earlier and then holds there until somebody decides.
 */
public record Plan(List<Step> steps) {
    /** {@code 10%:30s, 50%:30s, 100%:60s}: three steps that fit a deployment into five minutes. */
    public static final Plan DEFAULT = parse("10%:30s, 50%:30s, 100%:60s");

    public Plan {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("the plan has no step: write for example " + "10%:30s, 100%:60s");
        }
        for (int i = 1; i < steps.size(); i++) {
            int before = steps.get(i - 1).percent();
            int next = steps.get(i).percent();
            if (next <= before) {
                throw new IllegalArgumentException("the plan goes from " + before + "% to " + next
                        + "%: each step must give the new side more than the one before");
            }
        }
    }

    /**
     * Reads {@code 10%:30s, 50%:30s, 100%:60s}; a step without a length of time does not hold.
     *
     * @throws IllegalArgumentException naming the step that cannot be read, or the order that is wrong
     */
    public static Plan parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            steps.add(parseStep(part.strip()));
        }
        return new Plan(steps);
    }

    private static Step parseStep(String part) {
        int percentSign = part.indexOf('%');
        if (percentSign < 1
                || !part.substring(0, percentSign).chars().allMatch(Character::isDigit)
                || percentSign > 3) {
            throw new IllegalArgumentException(
                    "step '" + part + "' of the plan cannot be read: write for example 10%:30s");
        }
        int percent = Integer.parseInt(part.substring(0, percentSign));
        String rest = part.substring(percentSign + 1);
        if (rest.isEmpty()) {
            return new Step(percent, Duration.ZERO);
        }
        if (!rest.startsWith(":")) {
            throw new IllegalArgumentException(
                    "step '" + part + "' of the plan cannot be read: write for example 10%:30s");
        }
        return new Step(percent, Durations.parse(rest.substring(1)));
    }

    /** This plan, refused unless its last step gives the new side everything. */
    public Plan toTheEnd() {
        if (last().percent() != 100) {
            throw new IllegalArgumentException("the plan '" + this + "' ends at " + last().percent()
                    + "%: a deployment's last step must be 100%, use shiftTraffic to stay in between");
        }
        return this;
    }

    public Step last() {
        return steps.get(steps.size() - 1);
    }

    /** The sum of all holds: the part of a deployment that no tool can make shorter. */
    public Duration holds() {
        return steps.stream().map(Step::hold).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", "));
    }
}
