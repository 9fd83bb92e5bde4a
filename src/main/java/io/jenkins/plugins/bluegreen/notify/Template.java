package io.jenkins.plugins.bluegreen.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of a message, from the templates that the shared library uses too ({@code resources/}). */
final class Template {
    private static final String PLACE = "/io/jenkins/plugins/bluegreen/";

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    static Template event() {
        try (InputStream in = Template.class.getResourceAsStream(PLACE + "event.txt")) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(News news) {
        Map<String, String> values = Map.of(
                "headline", news.headline(),
                "sentence", news.sentence(),
                "environment", news.environment(),
                "release", news.deployment().order().release().id(),
                "previous", news.deployment().order().previous().id(),
                "id", news.deployment().id(),
                "by", news.deployment().order().by(),
                "at", news.at().toString());
        StringBuilder filled = new StringBuilder();
        int from = 0;
        // In one pass, so that braces in a value are never taken for a place.
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            String value = close < 0 ? null : values.get(text.substring(open + 1, close));
            int next = value == null ? open + 1 : close + 1;
            filled.append(text, from, open).append(value == null ? "{" : value);
            from = next;
        }
        return filled.append(text.substring(from)).toString().strip();
    }
}
