package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Tells an SNS topic what people want to know: phases, decisions, trouble. The small steps in between are in the journal. */
final class SnsNotifier implements Notifier {
    /** SNS refuses longer subjects, and subjects with line ends. */
    private static final int SUBJECT = 100;

    private final Calls calls;
    private final String topic;

    SnsNotifier(Calls calls, String topic) {
        this.calls = calls;
        this.topic = topic;
    }

    @Override
    public void happened(Deployment after, Event event) {
        if (!isNews(event)) {
            return;
        }
        String environment = after.order().environment().name();
        String headline = environment + ": " + after.order().release() + " " + words(after);
        PublishRequest request = PublishRequest.builder()
                .topicArn(topic)
                .subject(subject(headline))
                .message(event.sentence() + "\n\nenvironment " + environment + "\nrelease "
                        + after.order().release()
                        + " (before: " + after.order().previous() + ")\ndeployment " + after.id() + "\nat " + event.at()
                        + "\n")
                .messageAttributes(Map.of(
                        "environment", text(environment),
                        "deployment", text(after.id()),
                        "phase", text(after.phase().name())))
                .build();
        try {
            calls.send("topic " + topic, request, calls.clients().sns()::publish);
        } catch (WorldException e) {
            System.getLogger(SnsNotifier.class.getName())
                    .log(System.Logger.Level.WARNING, "deployment " + after.id() + " was not announced", e);
        }
    }

    /** Kept for inspection after a rollback, and kept ready after a release, are one phase and two things to hear at night. */
    private static String words(Deployment after) {
        if (after.phase() != Phase.KEEPING) {
            return after.phase().words();
        }
        return after.heading() == Heading.BACK ? "traffic is back" : "done, keeping the old side";
    }

    /** A deployment that turns back enters a phase or is restored into one in the same moment: that is told, and once. */
    private static boolean isNews(Event event) {
        return event instanceof Event.PhaseEntered
                || event instanceof Event.Halted
                || event instanceof Event.Approved
                || event instanceof Event.ApprovalLapsed
                || event instanceof Event.Restored
                || event instanceof Event.Adopted;
    }

    private static String subject(String headline) {
        String plain = headline.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= SUBJECT ? plain : plain.substring(0, SUBJECT);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
