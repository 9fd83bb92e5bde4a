package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a rule does with a request. */
public sealed interface ActionSpec {

    /**
     * Sends the request to one of the groups, by weight. A group that has no target answers 503: there is no fail-over
     * to another group.
     *
     * @param groups one or more
     * @param stickiness how long a client stays with the group that it was first given, when group stickiness is on;
     *     while it lasts it outranks the weights, weight 0 included
     */
    record Forward(List<WeightedGroup> groups, Optional<Duration> stickiness) implements ActionSpec {
        /** Copies what it is given. */
        public Forward {
            groups = List.copyOf(groups);
            if (groups.isEmpty()) {
                throw new IllegalArgumentException("a forward action names no target group: it needs at least one");
            }
        }
    }

    /**
     * A target group and its share.
     *
     * @param groupArn names the group
     * @param weight 0-999; only the ratio to the other weights matters
     */
    record WeightedGroup(String groupArn, int weight) {
        /** Refuses a weight out of range. */
        public WeightedGroup {
            if (weight < 0 || weight > 999) {
                throw new IllegalArgumentException("weight " + weight + " of " + groupArn + " is not within 0-999");
            }
        }
    }

    /**
     * Answers by itself.
     *
     * @param status 2XX, 4XX or 5XX
     * @param contentType of the body, for instance {@code text/plain}
     * @param body may be empty
     */
    record FixedResponse(int status, String contentType, String body) implements ActionSpec {}

    /**
     * Answers with a redirect. Each part may hold {@code #{protocol}}, {@code #{host}}, {@code #{port}}, {@code #{path}}
     * (without its leading slash) and {@code #{query}}, which stand for those of the request.
     *
     * @param status 301 or 302
     * @param protocol HTTP, HTTPS or {@code #{protocol}}
     * @param host a name or {@code #{host}}
     * @param port a number or {@code #{port}}
     * @param path begins with a slash, for instance {@code /#{path}}
     * @param query without the question mark; may be empty
     */
    record Redirect(int status, String protocol, String host, String port, String path, String query)
            implements ActionSpec {}
}
