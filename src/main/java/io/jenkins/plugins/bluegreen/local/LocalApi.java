package io.jenkins.plugins.bluegreen.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.MetadataService;
import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.fault.CallFaults;
import io.jenkins.plugins.bluegreen.local.sns.SnsService;
import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What AWS does not have, under {@code /_local/}:
 *
 * <ul>
 *   <li>{@code GET health} answers {@code {"status":"ok"}};
 *   <li>{@code GET calls} counts API calls by {@code service:action}: {@code calls, throttled, failed};
 *   <li>{@code GET load-balancers} names each listener with the addresses and the port it can really be reached at;
 *   <li>{@code GET instances} names each instance with its port, state and log file;
 *   <li>{@code GET messages} shows what was published to SNS topics here;
 *   <li>{@code POST faults} makes things go wrong, see {@link FaultRequest};
 *   <li>{@code imds/<instance id>/latest/…} is the instance metadata service.
 * </ul>
 */
final class LocalApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallFaults calls;
    private final LocalFaults faults;
    private final ElbService elb;
    private final SnsService sns;
    private final Compute compute;
    private final MetadataService metadata;
    private final List<String> nodes;

    LocalApi(
            CallFaults calls,
            LocalFaults faults,
            ElbService elb,
            SnsService sns,
            Compute compute,
            MetadataService metadata,
            List<String> nodes) {
        this.calls = calls;
        this.faults = faults;
        this.elb = elb;
        this.sns = sns;
        this.compute = compute;
        this.metadata = metadata;
        this.nodes = nodes;
    }

    HttpAnswer answer(HttpRequest request) {
        if (request.path().startsWith("/_local/imds/")) {
            return metadata.answer(request);
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /_local/health" -> json(JSON.createObjectNode().put("status", "ok"));
            case "GET /_local/calls" -> json(JSON.valueToTree(calls.counts()));
            case "GET /_local/load-balancers" -> loadBalancers();
            case "GET /_local/instances" -> instances();
            case "GET /_local/messages" -> messages();
            case "POST /_local/faults" -> faults(request);
            default -> HttpAnswer.text(404, "There is no " + request.method() + " " + request.path());
        };
    }

    private HttpAnswer loadBalancers() {
        var array = JSON.createArrayNode();
        elb.traffic().forEach(listener -> {
            ObjectNode node = array.addObject()
                    .put("name", listener.name())
                    .put("loadBalancerArn", listener.loadBalancerArn())
                    .put("listenerArn", listener.listenerArn())
                    .put("listenerPort", listener.port())
                    .put("port", listener.boundPort());
            nodes.forEach(node.putArray("nodes")::add);
        });
        return json(array);
    }

    private HttpAnswer instances() {
        var array = JSON.createArrayNode();
        compute.instances().forEach(instance -> {
            ObjectNode node = array.addObject()
                    .put("id", instance.id())
                    .put("host", instance.host())
                    .put("port", instance.port())
                    .put("state", compute.state(instance.id()).awsName())
                    .put("reason", compute.stateReason(instance.id()))
                    .put("log", instance.log().toString());
            node.set("tags", JSON.valueToTree(compute.tags(instance.id())));
        });
        return json(array);
    }

    private HttpAnswer messages() {
        var array = JSON.createArrayNode();
        sns.messages().forEach(message -> array.addObject()
                .put("id", message.id())
                .put("topicArn", message.topicArn())
                .put("subject", message.subject())
                .put("message", message.message())
                .put("at", message.at().toString()));
        return json(array);
    }

    private HttpAnswer faults(HttpRequest request) {
        try {
            FaultRequest.parse(JSON.readTree(request.body())).apply(faults);
            return json(JSON.createObjectNode().put("status", "ok"));
        } catch (IOException | IllegalArgumentException e) {
            return HttpAnswer.json(400, bytes(JSON.createObjectNode().put("error", e.getMessage())));
        }
    }

    private static HttpAnswer json(JsonNode node) {
        return HttpAnswer.json(200, bytes(node));
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
