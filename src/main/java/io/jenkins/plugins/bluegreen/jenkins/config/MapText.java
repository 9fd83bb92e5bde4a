package io.jenkins.plugins.bluegreen.jenkins.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map of a pipeline script as JSON. Groovy's own strings and collections do not survive a restart; a text does. */
public final class MapText {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Name of Terraform's output. */
    private static final String OUTPUT = "deployment_target";

    private MapText() {}

    public static String write(Map<String, ?> map) {
        try {
            return JSON.writeValueAsString(plain(map));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this map cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Map<String, Object> read(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this map cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a {@code target:}, which may be the target itself or all outputs with the target among them, as values or as {@code terraform
     * output -json} writes them.
     */
    @SuppressWarnings("unchecked")
    static Map<String, Object> readTarget(String text) {
        Map<String, Object> given = read(text);
        Object output = given.getOrDefault(OUTPUT, given);
        if (output instanceof Map<?, ?> map && map.containsKey("value") && map.containsKey("sensitive")) {
            output = map.get("value");
        }
        if (output instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("target." + OUTPUT + " is '" + output + "': it must be a map");
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(String.valueOf(key), plain(each)));
            return copy;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(plain(each)));
            return copy;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
