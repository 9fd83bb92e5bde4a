package io.jenkins.plugins.bluegreen.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import java.nio.file.Path;

/** The file in which a release declares itself: {@code {"id": "7", "schema": {"min": 2, "max": 3}}}. */
public final class ReleaseFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReleaseFile() {}

    /**
     * Reads it.
     *
     * @throws MigrationRefused if it cannot be read, or lacks a field
     */
    public static Release read(Path file) {
        return parse(file.toString(), MigrationFile.read(file));
    }

    /**
     * The same from text.
     *
     * @param file how to name it in messages
     */
    public static Release parse(String file, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            JsonNode schema = root.path("schema");
            if (!root.path("id").isTextual()
                    || !schema.path("min").isInt()
                    || !schema.path("max").isInt()) {
                throw new MigrationRefused(
                        file
                                + " does not declare a release: it must read {\"id\": \"7\", \"schema\": {\"min\": 2, \"max\": 3}}");
            }
            SchemaRange range =
                    new SchemaRange(schema.get("min").asInt(), schema.get("max").asInt());
            return new Release(root.get("id").asText(), "", "", range);
        } catch (JsonProcessingException e) {
            throw new MigrationRefused(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new MigrationRefused(file + ": " + e.getMessage(), e);
        }
    }
}
