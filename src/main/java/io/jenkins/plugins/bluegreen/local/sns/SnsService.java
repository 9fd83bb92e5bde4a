package io.jenkins.plugins.bluegreen.local.sns;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Upstream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** SNS: topics that keep what is published. With an upstream, topics belong to it. */
public final class SnsService {
    private static final String VERSION = "2010-03-31";
    private static final int MAX_MESSAGE_CHARS = 256 * 1024;
    private static final int KEPT_MESSAGES = 10_000;

    /** A message as it was published. */
    public record Message(String id, String topicArn, String subject, String message, Instant at) {}

    private record Topic(Map<String, String> attributes, Map<String, String> tags) {}

    private record Subscription(String arn, String topicArn, String protocol, String endpoint) {}

    private final Clock clock;
    private final String region;
    private final String accountId;
    private final Optional<Upstream> upstream;
    private final Object lock = new Object();
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final AwsApi api = new AwsApi("sns", Protocol.QUERY, VERSION, "http://sns.amazonaws.com/doc/2010-03-31/");

    public SnsService(Clock clock, String region, String accountId, Optional<Upstream> upstream) {
        this.clock = clock;
        this.region = region;
        this.accountId = accountId;
        this.upstream = upstream;
        api.on("CreateTopic", this::create)
                .on("DeleteTopic", this::delete)
                .on("ListTopics", this::list)
                .on("GetTopicAttributes", this::attributes)
                .on("SetTopicAttributes", this::setAttribute)
                .on("Publish", this::publish)
                .on("Subscribe", this::subscribe)
                .on("Unsubscribe", this::unsubscribe)
                .on("ListSubscriptionsByTopic", this::subscriptions)
                .on("TagResource", this::tag)
                .on("ListTagsForResource", this::tags)
                .oursWhen(call -> false);
    }

    public AwsApi api() {
        return api;
    }

    /** What was published here, oldest first; the last 10,000. */
    public List<Message> messages() {
        synchronized (lock) {
            return List.copyOf(messages);
        }
    }

    /** Publishes on behalf of another service, such as an alarm; a topic that does not exist is ignored, as AWS does. */
    public void publish(String topicArn, String subject, String message) {
        if (upstream.isPresent()) {
            upstream.get()
                    .ask(
                            "sns",
                            VERSION,
                            region,
                            Map.of(
                                    "Action", "Publish",
                                    "TopicArn", topicArn,
                                    "Subject", subject,
                                    "Message", message));
            return;
        }
        synchronized (lock) {
            if (topics.containsKey(topicArn)) {
                keep(topicArn, subject, message);
            }
        }
    }

    private String keep(String topicArn, String subject, String message) {
        String id = Ids.request();
        messages.add(new Message(id, topicArn, subject, message, clock.instant()));
        if (messages.size() > KEPT_MESSAGES) {
            messages.remove(0);
        }
        return id;
    }

    private Topic topic(String arn) {
        return Optional.ofNullable(topics.get(arn))
                .orElseThrow(() -> new AwsError(404, "NotFound", "Topic does not exist"));
    }

    private Shape create(Params params) {
        String name = params.required("Name");
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw AwsError.of("InvalidParameter", "Invalid parameter: Topic Name");
        }
        String arn = "arn:aws:sns:" + region + ":" + accountId + ":" + name;
        synchronized (lock) {
            Topic topic = topics.computeIfAbsent(arn, key -> new Topic(new TreeMap<>(), new TreeMap<>()));
            topic.tags().putAll(params.pairs("Tags"));
            return Shape.shape().with("TopicArn", arn);
        }
    }

    private Shape delete(Params params) {
        synchronized (lock) {
            topics.remove(params.required("TopicArn"));
            subscriptions.removeIf(one -> one.topicArn().equals(params.required("TopicArn")));
            return Shape.shape();
        }
    }

    private Shape list(Params params) {
        synchronized (lock) {
            Page<String> page =
                    Page.of(List.copyOf(topics.keySet()), params.text("NextToken"), 100, "InvalidParameter");
            return Shape.shape()
                    .list(
                            "Topics",
                            page.items().stream()
                                    .map(arn -> Shape.shape().with("TopicArn", arn))
                                    .toList())
                    .with("NextToken", page.nextMarker());
        }
    }

    private Shape attributes(Params params) {
        String arn = params.required("TopicArn");
        synchronized (lock) {
            Map<String, String> attributes = new TreeMap<>(topic(arn).attributes());
            attributes.put("TopicArn", arn);
            attributes.put("Owner", accountId);
            return Shape.shape()
                    .list(
                            "Attributes",
                            "entry",
                            attributes.entrySet().stream()
                                    .map(entry -> Shape.shape()
                                            .with("key", entry.getKey())
                                            .with("value", entry.getValue()))
                                    .toList());
        }
    }

    private Shape setAttribute(Params params) {
        synchronized (lock) {
            topic(params.required("TopicArn"))
                    .attributes()
                    .put(params.required("AttributeName"), params.text("AttributeValue", ""));
            return Shape.shape();
        }
    }

    private Shape publish(Params params) {
        String message = params.required("Message");
        if (message.length() > MAX_MESSAGE_CHARS) {
            throw AwsError.of("InvalidParameter", "Invalid parameter: Message too long");
        }
        String arn = params.text("TopicArn").or(() -> params.text("TargetArn")).orElse("");
        synchronized (lock) {
            topic(arn);
            return Shape.shape().with("MessageId", keep(arn, params.text("Subject", ""), message));
        }
    }

    private Shape subscribe(Params params) {
        String topicArn = params.required("TopicArn");
        synchronized (lock) {
            topic(topicArn);
            Subscription subscription = new Subscription(
                    topicArn + ":" + Ids.request(), topicArn, params.required("Protocol"), params.text("Endpoint", ""));
            subscriptions.add(subscription);
            return Shape.shape().with("SubscriptionArn", subscription.arn());
        }
    }

    private Shape unsubscribe(Params params) {
        synchronized (lock) {
            subscriptions.removeIf(one -> one.arn().equals(params.required("SubscriptionArn")));
            return Shape.shape();
        }
    }

    private Shape subscriptions(Params params) {
        String topicArn = params.required("TopicArn");
        synchronized (lock) {
            topic(topicArn);
            return Shape.shape()
                    .list(
                            "Subscriptions",
                            subscriptions.stream()
                                    .filter(one -> one.topicArn().equals(topicArn))
                                    .map(one -> Shape.shape()
                                            .with("SubscriptionArn", one.arn())
                                            .with("Owner", accountId)
                                            .with("Protocol", one.protocol())
                                            .with("Endpoint", one.endpoint())
                                            .with("TopicArn", topicArn))
                                    .toList());
        }
    }

    private Shape tag(Params params) {
        synchronized (lock) {
            topic(params.required("ResourceArn")).tags().putAll(params.pairs("Tags"));
            return Shape.shape();
        }
    }

    private Shape tags(Params params) {
        synchronized (lock) {
            return Shape.shape()
                    .pairs("Tags", topic(params.required("ResourceArn")).tags());
        }
    }
}
