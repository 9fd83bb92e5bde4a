package io.jenkins.plugins.bluegreen.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The body of {@code POST /_local/faults}. Every member is optional; they are applied in this order:
 *
 * <pre>{@code
 * {"clear": true,
 *  "throttling": true,
 *  "propagationLagMillis": {"127.0.0.2": 30000},
 *  "bootDelayMillis": 5000,
 *  "calls": [{"service": "elasticloadbalancing", "action": "ModifyRule", "call": 2, "moment": "before" | "after",
 *             "kind": "error" | "timeout", "status": 500, "code": "InternalFailure", "holdMillis": 10000}],
 *  "kill": ["i-…"], "hang": ["i-…"], "resume": ["i-…"],
 *  "weights": {"<rule or listener ARN>": {"<target group ARN>": 50}}}
 * }</pre>
 */
final class FaultRequest {
    private static final Set<String> MEMBERS = Set.of(
            "clear",
            "throttling",
            "propagationLagMillis",
            "bootDelayMillis",
            "calls",
            "kill",
            "hang",
            "resume",
            "weights");

    private final List<Consumer<LocalFaults>> steps;

    private FaultRequest(List<Consumer<LocalFaults>> steps) {
        this.steps = steps;
    }

    /** @throws IllegalArgumentException for a member or value that is none; nothing has happened then */
    static FaultRequest parse(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is not a fault, use one of " + MEMBERS);
            }
        });
        List<Consumer<LocalFaults>> steps = new ArrayList<>();
        if (json.path("clear").asBoolean()) {
            steps.add(LocalFaults::clear);
        }
        if (json.has("throttling")) {
            boolean on = json.get("throttling").asBoolean();
            steps.add(faults -> faults.throttling(on));
        }
        if (json.has("propagationLagMillis")) {
            Map<String, Duration> lag = new LinkedHashMap<>();
            json.get("propagationLagMillis")
                    .properties()
                    .forEach(node -> lag.put(node.getKey(), millis(node.getValue())));
            steps.add(faults -> faults.propagationLag(lag));
        }
        if (json.has("bootDelayMillis")) {
            Duration delay = millis(json.get("bootDelayMillis"));
            steps.add(faults -> faults.bootDelay(delay));
        }
        json.path("calls").forEach(call -> {
            CallFault fault = call(call);
            steps.add(faults -> faults.failCall(fault));
        });
        json.path("kill").forEach(id -> steps.add(faults -> faults.killInstance(id.asText())));
        json.path("hang").forEach(id -> steps.add(faults -> faults.hangInstance(id.asText())));
        json.path("resume").forEach(id -> steps.add(faults -> faults.resumeInstance(id.asText())));
        json.path("weights").properties().forEach(rule -> {
            Map<String, Integer> weights = new LinkedHashMap<>();
            rule.getValue()
                    .properties()
                    .forEach(group ->
                            weights.put(group.getKey(), group.getValue().asInt()));
            steps.add(faults -> faults.foreignWeights(rule.getKey(), weights));
        });
        return new FaultRequest(steps);
    }

    private static Duration millis(JsonNode value) {
        if (!value.canConvertToLong() || value.asLong() < 0) {
            throw new IllegalArgumentException(value + " is not a number of milliseconds");
        }
        return Duration.ofMillis(value.asLong());
    }

    private static CallFault call(JsonNode call) {
        return new CallFault(
                call.path("service").asText("elasticloadbalancing"),
                call.path("action").asText(),
                call.path("call").asInt(1),
                CallFault.Moment.valueOf(call.path("moment").asText("before").toUpperCase(Locale.ROOT)),
                CallFault.Kind.valueOf(call.path("kind").asText("error").toUpperCase(Locale.ROOT)),
                call.path("status").asInt(500),
                call.path("code").asText("InternalFailure"),
                Duration.ofMillis(call.path("holdMillis").asLong(10_000)));
    }

    void apply(LocalFaults faults) {
        steps.forEach(step -> step.accept(faults));
    }
}
