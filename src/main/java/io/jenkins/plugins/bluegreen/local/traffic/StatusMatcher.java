package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.BitSet;

/** The statuses that pass a health check, written like {@code 200}, {@code 200,202} or {@code 200-299,301}. */
final class StatusMatcher {

    private final BitSet statuses;

    private StatusMatcher(BitSet statuses) {
        this.statuses = statuses;
    }

    static StatusMatcher parse(String text) {
        BitSet statuses = new BitSet(600);
        for (String part : text.split(",", -1)) {
            String[] ends = part.trim().split("-", 2);
            int from = status(ends[0], text);
            int to = ends.length == 1 ? from : status(ends[1], text);
            if (from > to) {
                throw new IllegalArgumentException("matcher '" + text + "': " + from + " is above " + to);
            }
            statuses.set(from, to + 1);
        }
        return new StatusMatcher(statuses);
    }

    private static int status(String digits, String text) {
        if (!digits.matches("[1-5][0-9][0-9]")) {
            throw new IllegalArgumentException(
                    "matcher '" + text + "' is not a list of statuses like 200, 200,202 or 200-299");
        }
        return Integer.parseInt(digits);
    }

    boolean matches(int status) {
        return statuses.get(status);
    }
}
