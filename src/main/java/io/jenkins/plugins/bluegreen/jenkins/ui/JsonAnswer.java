package io.jenkins.plugins.bluegreen.jenkins.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.StaplerResponse2;

/** How the pages' endpoints answer: JSON that nobody keeps. */
final class JsonAnswer {
    private JsonAnswer() {}

    static void send(StaplerResponse2 response, JsonNode document) throws IOException {
        response.setContentType("application/json; charset=utf-8");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(document);
    }

    static void sendIfFound(StaplerResponse2 response, Optional<ObjectNode> document) throws IOException {
        if (document.isPresent()) {
            send(response, document.get());
        } else {
            missing(response);
        }
    }

    static void missing(StaplerResponse2 response) throws IOException {
        problem(response, StaplerResponse2.SC_NOT_FOUND, "there is no such environment or deployment");
    }

    static void problem(StaplerResponse2 response, int status, String sentence) throws IOException {
        response.setStatus(status);
        send(response, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }
}
