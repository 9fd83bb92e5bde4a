package io.jenkins.plugins.bluegreen.local.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Joins our items with the list in an upstream's EC2 or RDS answer, so that two emulators look like one account. */
public final class Splice {
    private Splice() {}

    /** @param list the element that holds the items, such as {@code reservationSet}; an answer without it is left as it is */
    public static HttpAnswer into(HttpAnswer upstream, String list, List<Shape> items) {
        if (upstream.status() != 200 || items.isEmpty()) {
            return upstream;
        }
        String xml = upstream.bodyText();
        String added = Xml.items(items);
        String joined = xml.contains("</" + list + ">")
                ? xml.replaceFirst(
                        "</" + list + ">", java.util.regex.Matcher.quoteReplacement(added + "</" + list + ">"))
                : xml.replaceFirst(
                        "<" + list + "\\s*/>",
                        java.util.regex.Matcher.quoteReplacement("<" + list + ">" + added + "</" + list + ">"));
        return HttpAnswer.of(200, "text/xml;charset=UTF-8", joined.getBytes(StandardCharsets.UTF_8));
    }
}
