package io.jenkins.plugins.bluegreen.local.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes shapes and errors in the JSON protocol, which newer clients speak with CloudWatch. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static byte[] answer(Shape shape) {
        return bytes(object(shape));
    }

    static byte[] error(AwsError error) {
        return bytes(MAPPER.createObjectNode().put("__type", error.code()).put("message", error.getMessage()));
    }

    private static ObjectNode object(Shape shape) {
        ObjectNode node = MAPPER.createObjectNode();
        shape.members().forEach((name, value) -> {
            if (value instanceof Shape.Items list) {
                ArrayNode array = node.putArray(name);
                list.items().forEach(item -> array.addPOJO(plain(item)));
            } else {
                node.putPOJO(name, plain(value));
            }
        });
        return node;
    }

    private static Object plain(Object value) {
        if (value instanceof Shape shape) {
            return object(shape);
        }
        if (value instanceof Instant instant) {
            return BigDecimal.valueOf(instant.toEpochMilli(), 3);
        }
        return value;
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
