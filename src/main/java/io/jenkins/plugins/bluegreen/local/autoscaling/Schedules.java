package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/** Scheduled actions. */
final class Schedules {
    private final Fleet fleet;

    Schedules(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("PutScheduledUpdateGroupAction", params -> {
                    put(params, List.of(params));
                    return Shape.shape();
                })
                .on("BatchPutScheduledUpdateGroupAction", params -> {
                    put(params, params.list("ScheduledUpdateGroupActions"));
                    return Shape.shape().list("FailedScheduledUpdateGroupActions", List.of());
                })
                .on("DescribeScheduledActions", this::describe)
                .on("DeleteScheduledAction", this::delete);
    }

    private void put(Params params, List<Params> actions) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            actions.stream()
                    .map(action -> ScheduledAction.parse(action, fleet.now()))
                    .toList()
                    .forEach(action -> group.scheduledActions.put(action.name(), action));
        }
    }

    private Shape describe(Params params) {
        List<String> names = params.texts("ScheduledActionNames");
        synchronized (fleet.lock) {
            List<Shape> shapes = new ArrayList<>();
            fleet.groups.values().stream()
                    .filter(group ->
                            params.text("AutoScalingGroupName", group.name).equals(group.name))
                    .forEach(group -> group.scheduledActions.values().stream()
                            .filter(action -> names.isEmpty() || names.contains(action.name()))
                            .forEach(action -> shapes.add(action.shape(group))));
            return Pages.shape("ScheduledUpdateGroupActions", shapes, params, shape -> shape);
        }
    }

    private Shape delete(Params params) {
        String name = params.required("ScheduledActionName");
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            if (group.scheduledActions.remove(name) == null) {
                throw AwsError.validation("Scheduled action name not found");
            }
            return Shape.shape();
        }
    }
}
