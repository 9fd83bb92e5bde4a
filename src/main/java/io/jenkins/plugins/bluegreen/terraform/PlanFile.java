package io.jenkins.plugins.bluegreen.terraform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the changes of a plan one by one, so that a plan of any size needs the memory of its largest resource. Attributes and
 * members that this version does not know are skipped, as Terraform's compatibility promise for format version 1 asks.
 */
public final class PlanFile {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final String SUPPORTED = "1.";

    private PlanFile() {}

    /**
     * Gives each change to the consumer, in the plan's order.
     *
     * @param in what {@code terraform show -json} printed; not closed
     * @throws PlanUnreadable if it is no plan, is cut off, or has a format version other than 1
     * @throws IOException if reading fails
     */
    public static void read(InputStream in, Consumer<ResourceChange> changes) throws IOException {
        try (JsonParser parser = JSON.getFactory().createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            read(parser, changes);
        } catch (JacksonException e) {
            // What breaks a limit of the parser, as endless nesting does, has no place.
            String place =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new PlanUnreadable(e.getOriginalMessage() + place, e);
        }
    }

    private static void read(JsonParser parser, Consumer<ResourceChange> changes) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new PlanUnreadable("it does not begin with an object", null);
        }
        boolean versioned = false;
        boolean planned = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (member) {
                case "format_version" -> {
                    versioned = true;
                    requireSupported(parser.getText());
                }
                case "planned_values" -> {
                    planned = true;
                    parser.skipChildren();
                }
                case "errored" -> requireWhole(value);
                case "resource_changes" -> {
                    planned = true;
                    readChanges(parser, value, changes);
                }
                default -> parser.skipChildren();
            }
        }
        if (!versioned || !planned) {
            throw new PlanUnreadable("it has no " + (versioned ? "planned_values" : "format_version"), null);
        }
    }

    private static void requireSupported(String version) {
        if (version == null || !version.startsWith(SUPPORTED)) {
            throw new PlanUnreadable("its format version is " + version + ", and 1.x is understood", null);
        }
    }

    private static void requireWhole(JsonToken errored) {
        if (errored == JsonToken.VALUE_TRUE) {
            throw new PlanUnreadable("Terraform marked it as errored, so changes are missing in it", null);
        }
    }

    private static void readChanges(JsonParser parser, JsonToken value, Consumer<ResourceChange> changes)
            throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw new PlanUnreadable("its resource_changes are no list", null);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode entry = JSON.readTree(parser);
            // Data sources are read, never changed.
            if (!"data".equals(entry.path("mode").asText())) {
                changes.accept(change(entry));
            }
        }
    }

    private static ResourceChange change(JsonNode entry) {
        String address = entry.path("address").asText();
        JsonNode change = entry.path("change");
        if (address.isEmpty() || !change.path("actions").isArray()) {
            throw new PlanUnreadable("a resource change has no " + (address.isEmpty() ? "address" : "actions"), null);
        }
        Set<String> actions = new LinkedHashSet<>();
        change.get("actions").forEach(action -> actions.add(action.asText()));
        return new ResourceChange(
                address, entry.path("type").asText(), actions, change.path("before"), change.path("after"));
    }
}
