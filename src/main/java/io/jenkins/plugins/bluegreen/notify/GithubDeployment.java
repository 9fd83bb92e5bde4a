package io.jenkins.plugins.bluegreen.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/**
 * A GitHub deployment with its statuses. Ours is found again by its task, so any controller can go on with it. REST API, "Deployments" and
 * "Deployment statuses".
 */
final class GithubDeployment implements Receiver {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_DESCRIPTION = 140;

    private final Sender sender;
    private final URI deployments;
    private final Secret token;
    private final String ref;

    /**
     * @param api {@code https://api.github.com}
     * @param repository {@code owner/name}
     * @param ref branch, tag or commit of a release; {@code {release}} stands for its id
     */
    GithubDeployment(Sender sender, URI api, String repository, Secret token, String ref) {
        this.sender = sender;
        this.deployments = URI.create(api + "/repos/" + repository + "/deployments");
        this.token = token;
        this.ref = ref;
    }

    @Override
    public String name() {
        return "GitHub deployment at " + deployments.getPath();
    }

    private Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token.reveal(), "Accept", "application/vnd.github+json");
    }

    @Override
    public void deliver(News news) throws Sender.NotDelivered, InterruptedException {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("state", state(news.kind()));
        String words = news.headline() + ": " + news.sentence();
        status.put("description", words.substring(0, Math.min(words.length(), LONGEST_DESCRIPTION)));
        status.put("environment", news.environment());
        sender.post(URI.create(deployments + "/" + id(news) + "/statuses"), status.toString(), headers());
    }

    private static String state(News.Kind kind) {
        return switch (kind) {
            case BEGUN, STEP_REACHED -> "in_progress";
            case APPROVAL_WAITING -> "pending";
            case ROLLED_BACK -> "failure";
            case HALTED -> "error";
            case DONE -> "success";
        };
    }

    private long id(News news) throws Sender.NotDelivered, InterruptedException {
        String task = "bluegreen-" + news.deployment().id();
        JsonNode found = read(sender.get(URI.create(deployments + "?task=" + task), headers()));
        if (found.isArray() && !found.isEmpty()) {
            return found.get(0).path("id").asLong();
        }
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put(
                "ref",
                ref.replace("{release}", news.deployment().order().release().id()));
        order.put("task", task).put("environment", news.environment()).put("auto_merge", false);
        order.putArray("required_contexts");
        return read(sender.post(deployments, order.toString(), headers()))
                .path("id")
                .asLong();
    }

    private static JsonNode read(String json) throws Sender.NotDelivered {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Sender.NotDelivered("its answer is no JSON");
        }
    }
}
