package io.jenkins.plugins.bluegreen.jenkins.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.wiring.TargetReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a map of a pipeline script as JSON. Groovy's own strings and collections do not survive a restart; a text does. */
public final class TargetText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TargetText() {}

    public static String of(Map<String, ?> target) {
        try {
            return JSON.writeValueAsString(plain(target));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("target cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Environment read(String text) {
        try {
            return TargetReader.read(JSON.readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("target cannot be read: " + e.getOriginalMessage(), e);
        }
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
