package io.jenkins.plugins.bluegreen.terraform;

import java.util.Map;
import java.util.stream.Stream;

/** Changes that nobody can take back: what serves users or keeps their data would go. */
final class LossRules {
    private static final Map<String, String> PRECIOUS = Map.ofEntries(
            Map.entry("aws_db_instance", "the database"),
            Map.entry("aws_rds_cluster", "the database cluster"),
            Map.entry("aws_lb", "the load balancer"),
            Map.entry("aws_alb", "the load balancer"),
            Map.entry("aws_lb_listener", "a listener"),
            Map.entry("aws_alb_listener", "a listener"),
            Map.entry("aws_lb_listener_rule", "a rule of a listener"),
            Map.entry("aws_alb_listener_rule", "a rule of a listener"),
            Map.entry("aws_lb_target_group", "the target group of a side"),
            Map.entry("aws_alb_target_group", "the target group of a side"),
            Map.entry("aws_autoscaling_group", "the Auto Scaling group of a side"),
            Map.entry("aws_launch_template", "the launch template of a side, with all its releases"),
            Map.entry("aws_s3_bucket", "a bucket"),
            Map.entry("aws_kms_key", "a key, and with it all that it encrypts"));

    private static final Map<String, String> PROTECTIONS = Map.of(
            "aws_db_instance", "deletion_protection",
            "aws_rds_cluster", "deletion_protection",
            "aws_lb", "enable_deletion_protection",
            "aws_alb", "enable_deletion_protection");

    private LossRules() {}

    static Stream<Finding> judge(ResourceChange change) {
        if (change.removes()) {
            return loss(change);
        }
        String protection = PROTECTIONS.get(change.type());
        return protection != null && change.updates() && change.turnsOff(protection)
                ? Stream.of(new Finding(
                        Rule.PROTECTION,
                        change.address(),
                        "would switch " + protection + " off: the next plan could delete it"))
                : Stream.empty();
    }

    private static Stream<Finding> loss(ResourceChange change) {
        String precious = PRECIOUS.get(change.type());
        return precious == null
                ? Stream.empty()
                : Stream.of(new Finding(
                        Rule.LOSS,
                        change.address(),
                        "would " + (change.replaces() ? "delete and make anew " : "delete ") + precious
                                + ": that interrupts users or loses data, and no rollback brings it back"));
    }
}
