package io.jenkins.plugins.bluegreen.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** HTML pages that need nothing else: style within, no script, nothing loaded. */
final class Document {
    private static final String TIME_OF_DAY = "\\d\\d:\\d\\d:\\d\\d";

    private Document() {}

    /**
     * A whole page.
     *
     * @param body markup, already safe
     */
    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """
                .formatted(Markup.text(title), Markup.resource("receipt.css"), body);
    }

    /** A titled table; cells are made safe here. */
    static String table(String title, List<String> columns, Stream<List<String>> rows) {
        String head = columns.stream()
                .map(column -> "<th scope=\"col\">" + Markup.text(column) + "</th>")
                .collect(Collectors.joining());
        return """
                <section><h2>%1$s</h2><div class="scroll" tabindex="0" role="region" aria-label="%1$s"><table><thead><tr>%2$s</tr></thead><tbody>
                %3$s
                </tbody></table></div></section>
                """
                .formatted(Markup.text(title), head, rows.map(Document::row).collect(Collectors.joining("\n")));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> (cell.matches(TIME_OF_DAY) ? "<td class=\"time\">" : "<td>") + Markup.text(cell) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
