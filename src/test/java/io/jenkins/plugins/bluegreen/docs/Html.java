package io.jenkins.plugins.bluegreen.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few elements that help texts use, as Markdown. */
final class Html {
    private static final Pattern TAG = Pattern.compile("</?([a-z]+)[^>]*>");

    private Html() {}

    /** @throws IllegalArgumentException for an element that is not known here */
    static String markdown(String html) {
        String text = html.replaceAll("\\s+", " ")
                .replaceAll("</?div>|</dl>", "")
                .replaceAll(" *<dl> *", "\n")
                .replaceAll("</?(code|tt)>", "`")
                .replaceAll("</?(em|i)>", "_")
                .replaceAll("</?(b|strong)>", "**")
                .replaceAll(" *<dt>", "\n- `")
                .replaceAll("</dt> *<dd>", "`: ")
                .replaceAll("</dd>", "")
                .replaceAll(" *<(p|ul)> *", "\n\n")
                .replaceAll(" *<li> *", "\n- ")
                .replaceAll("</(p|ul|li)>", "");
        Matcher unknown = TAG.matcher(text);
        if (unknown.find()) {
            throw new IllegalArgumentException("a help text uses " + unknown.group()
                    + ", which the reference cannot show: use another element, or teach " + Html.class.getSimpleName());
        }
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\n\n\n+", "\n\n")
                .strip();
    }
}
