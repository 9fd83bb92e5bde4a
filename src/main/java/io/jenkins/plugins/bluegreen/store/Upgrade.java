package io.jenkins.plugins.bluegreen.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Brings a document of an older format up to the current one, step by step. A step says what its format was the first to tell, and what an
 * older document means by not telling it.
 */
final class Upgrade {
    private Upgrade() {}

    static void from(int format, ObjectNode document) {
        if (format < 2) {
            toFormat2(document);
        }
    }

    /** Failures were not told apart, so all of them count as lost; what an instance costs was not known. */
    private static void toFormat2(ObjectNode document) {
        for (JsonNode tally : document.findParents("longestGap")) {
            ((ObjectNode) tally).put("badAnswers", 0);
        }
        for (JsonNode settings : document.findParents("probePath")) {
            ((ObjectNode) settings)
                    .putObject("instancePrice")
                    .put("dollarsAnHour", 0)
                    .put("basis", "");
        }
    }
}
