package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Instant;
import java.util.Optional;

/** One scaling activity. Guarded by the lock of {@link Fleet}. */
final class Activity {
    final String id = Ids.request();
    private final String groupName;
    private final String description;
    private final String cause;
    private final Instant start;
    private Optional<Instant> end = Optional.empty();
    private String status;
    private String message = "";

    Activity(String groupName, String description, String cause, Instant start, String status) {
        this.groupName = groupName;
        this.description = description;
        this.cause = cause;
        this.start = start;
        this.status = status;
    }

    void progress(String newStatus) {
        status = newStatus;
    }

    void end(Instant now, String finalStatus, String why) {
        if (end.isEmpty()) {
            end = Optional.of(now);
            status = finalStatus;
            message = why;
        }
    }

    boolean isRunning() {
        return end.isEmpty();
    }

    Shape shape() {
        return Shape.shape()
                .with("ActivityId", id)
                .with("AutoScalingGroupName", groupName)
                .with("Description", description)
                .with("Cause", cause)
                .with("StartTime", start)
                .with("EndTime", end)
                .with("StatusCode", status)
                .with("StatusMessage", message.isEmpty() ? null : message)
                .with("Progress", end.isPresent() ? 100 : 50)
                .with("Details", "{}");
    }
}
