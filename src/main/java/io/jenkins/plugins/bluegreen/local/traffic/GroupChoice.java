package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.function.IntUnaryOperator;

/** Chooses a target group by weight, anew for each request. */
final class GroupChoice {

    private final Share[] groups;
    private final int[] upTo;

    /**
     * Makes a choice.
     *
     * @param groups at least one
     * @param weights of the groups, in the same order
     */
    GroupChoice(Share[] groups, int[] weights) {
        this.groups = groups.clone();
        this.upTo = new int[weights.length];
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            upTo[i] = sum;
        }
    }

    /**
     * The group for one request.
     *
     * @param random gives a number from 0 up to, not including, its argument
     * @return null when all weights are 0: then nobody may take the request (AWS does not document this case)
     */
    Share next(IntUnaryOperator random) {
        int sum = upTo[upTo.length - 1];
        if (sum == 0) {
            return null;
        }
        int drawn = random.applyAsInt(sum);
        int i = 0;
        while (drawn >= upTo[i]) {
            i++;
        }
        return groups[i];
    }

    /** The group of this name, or null when the action does not name it any more. */
    Share named(String arn) {
        for (Share group : groups) {
            if (group.group().arn().equals(arn)) {
                return group;
            }
        }
        return null;
    }
}
