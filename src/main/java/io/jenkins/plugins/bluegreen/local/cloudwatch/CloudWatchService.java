package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import java.time.Clock;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * CloudWatch by its Query and JSON protocols. Metrics and metric alarms are always served here, because the load balancer's traffic is
 * here; dashboards, composite alarms and the rest belong to the upstream.
 */
public final class CloudWatchService {
    private static final Logger LOG = Logger.getLogger(CloudWatchService.class.getName());
    private static final Set<String> TAGGING = Set.of("TagResource", "UntagResource", "ListTagsForResource");

    private final Alarms alarms;
    private final AwsApi api =
            new AwsApi("monitoring", Protocol.QUERY, "2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/");

    /** What an alarm's action gets to know. */
    public record Notification(String alarmName, String state, String reason) {}

    /**
     * @param arnPrefix {@code arn:aws:cloudwatch:<region>:<account>}
     * @param actions gets the ARN of every action of an alarm that has changed its state
     */
    public CloudWatchService(
            Clock clock,
            DataPlane dataPlane,
            ElbService elb,
            String arnPrefix,
            BiConsumer<String, Notification> actions) {
        Metrics metrics = new Metrics(clock, new LoadBalancerMetrics(dataPlane, elb));
        this.alarms = new Alarms(
                clock,
                metrics,
                arnPrefix + ":alarm:",
                (action, alarm) ->
                        actions.accept(action, new Notification(alarm.name(), alarm.state.name(), alarm.reason())));
        metrics.actions(api);
        alarms.actions(api);
        api.oursWhen(call -> !TAGGING.contains(call.action())
                || alarms.has(call.params()
                        .text("ResourceARN")
                        .or(() -> call.params().text("ResourceArn"))
                        .orElse("")));
    }

    public AwsApi api() {
        return api;
    }

    /** Evaluates alarms that are due. Never throws, so that a scheduler keeps calling it. */
    public void tick() {
        try {
            alarms.evaluate();
        } catch (AwsError | IllegalArgumentException | IllegalStateException e) {
            LOG.log(Level.SEVERE, "an alarm of the local cloud cannot be evaluated", e);
        }
    }
}
