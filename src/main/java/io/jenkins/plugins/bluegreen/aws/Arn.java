package io.jenkins.plugins.bluegreen.aws;

/**
 * The parts of an Amazon resource name that matter here.
 *
 * @param region region it names
 * @param resource everything after the account: {@code listener/app/web/1/2}
 */
record Arn(String text, String region, String resource) {
    private static final int PARTS = 6;
    private static final int LOAD_BALANCER_PARTS = 4;

    /** Reads a name; one that is none has no region and is its own resource. */
    static Arn of(String text) {
        String[] parts = text.split(":", PARTS);
        return parts.length == PARTS && "arn".equals(parts[0])
                ? new Arn(text, parts[3], parts[5])
                : new Arn(text, "", text);
    }

    /** The account it is in; empty where it names none. */
    String account() {
        String[] parts = text.split(":", PARTS);
        return parts.length == PARTS ? parts[4] : "";
    }

    /** The load balancer that a listener or a rule belongs to, as CloudWatch names it: {@code app/web/1}. */
    String loadBalancer() {
        String[] parts = resource.split("/");
        return parts.length < LOAD_BALANCER_PARTS ? "" : String.join("/", parts[1], parts[2], parts[3]);
    }

    /** The name people gave it: the second part of a target group's, rule's or listener's path. */
    String shortName() {
        String[] parts = resource.split("/");
        return parts.length > 1 ? parts[1] : resource;
    }
}
