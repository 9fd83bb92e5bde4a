package io.jenkins.plugins.bluegreen.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import java.io.IOException;

/**
 * The envelope of every document: {@code format} first, so that a reader knows whether it may go on. Older formats keep being read
 * ({@link Upgrade}; a saved document of each is among the tests).
 */
final class Format {
    static final int CURRENT = 2;
    private static final String FIELD = "format";

    private final ObjectMapper json = ModelJson.mapper();

    byte[] write(Object document) {
        ObjectNode envelope = json.createObjectNode().put(FIELD, CURRENT);
        envelope.setAll((ObjectNode) json.valueToTree(document));
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + document + " as JSON", e);
        }
    }

    /**
     * Reads a document.
     *
     * @param what the thing in words, with its place, for the message
     */
    <T> T read(byte[] content, Class<T> type, String what) {
        ObjectNode envelope = envelope(content, what);
        envelope.remove(FIELD);
        try {
            return json.treeToValue(envelope, type);
        } catch (JsonProcessingException | RuntimeException e) {
            throw unreadable(what, "has been edited or is damaged: " + reason(e), e);
        }
    }

    private ObjectNode envelope(byte[] content, String what) {
        JsonNode tree;
        try {
            tree = json.readTree(content);
        } catch (IOException e) {
            throw unreadable(what, "is torn or is not JSON (" + content.length + " bytes): " + reason(e), e);
        }
        if (!(tree instanceof ObjectNode envelope) || !tree.path(FIELD).isInt()) {
            throw unreadable(what, "names no format, so this product did not write it", null);
        }
        int format = tree.path(FIELD).intValue();
        if (format > CURRENT) {
            throw new UnreadableJournalException(
                    what + " has format " + format + ", and this version reads formats up to " + CURRENT
                            + ": use the newer version that wrote it",
                    null);
        }
        if (format < 1) {
            throw unreadable(what, "has format " + format + ", which never existed", null);
        }
        Upgrade.from(format, envelope);
        return envelope;
    }

    static UnreadableJournalException unreadable(String what, String problem, Throwable cause) {
        return new UnreadableJournalException(
                what + " " + problem + "; restore it from a backup, or move it away after looking at the weights",
                cause);
    }

    private static String reason(Exception e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }
}
