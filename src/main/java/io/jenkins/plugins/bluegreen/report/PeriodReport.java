package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Receipt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a {@link Period} down: as text for a terminal, JSON, CSV (a line for each deployment), or a page with plots. */
public final class PeriodReport {
    private static final List<String> COLUMNS = List.of(
            "id",
            "environment",
            "release",
            "previous",
            "outcome",
            "by",
            "startedAt",
            "doneAt",
            "deployMillis",
            "rollbackMillis",
            "longestPropagationMillis",
            "probes",
            "probesLost",
            "probesAnsweredBadly",
            "apiCalls",
            "secondSideInstanceSeconds",
            "secondSideDollars",
            "reason");

    private PeriodReport() {}

    /** Figures, then the deployments, newest first. */
    public static String text(Period period) {
        String figures = figures(period).entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "%-38s %s", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining("\n"));
        String deployments = period.receipts().stream()
                .map(receipt -> String.format(
                        Locale.ROOT,
                        "%s  %-12s %-24s %-12s %9s  %s",
                        Markup.when(receipt.startedAt()),
                        receipt.environment(),
                        receipt.release(),
                        words(receipt),
                        took(receipt),
                        receipt.reason()))
                .collect(Collectors.joining("\n"));
        return figures + (deployments.isEmpty() ? "\n" : "\n\n" + deployments + "\n");
    }

    /** Figures and deployments; lengths of time in whole milliseconds, rates from 0 to 1, null where there is nothing to tell. */
    public static ObjectNode json(Period period) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("from", period.from().toString())
                .put("to", period.to().toString())
                .put("deployments", period.receipts().size())
                .put("succeeded", period.count("SUCCEEDED"))
                .put("rolledBack", period.count("ROLLED_BACK"))
                .put("halted", period.count("HALTED"))
                .put("running", period.count("RUNNING"))
                .put("successRate", orNull(period.successRate()));
        json.putObject("dora")
                .put("deploymentsPerDay", period.deploymentsPerDay())
                .put("leadTimeMillis", orNull(period.leadTime()))
                .put("changeFailureRate", orNull(period.changeFailureRate()))
                .put("timeToRestoreMillis", orNull(period.timeToRestore()));
        json.put("propagationMillis", orNull(period.propagation()))
                .put("probes", period.requests())
                .put("probesLost", period.lost())
                .put("probesAnsweredBadly", period.badAnswers())
                .put("apiCalls", period.apiCalls())
                .put("secondSideHours", period.secondSideHours())
                .put("secondSideDollars", orNull(period.secondSideDollars()));
        ArrayNode receipts = json.putArray("receipts");
        period.receipts().forEach(receipt -> receipts.add(JsonReceipt.summary(receipt)));
        return json;
    }

    /** A header line, then a line for each deployment (RFC 4180). */
    public static String csv(Period period) {
        return Stream.concat(Stream.of(COLUMNS), period.receipts().stream().map(PeriodReport::line))
                .map(cells -> cells.stream().map(PeriodReport::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static List<String> line(Receipt receipt) {
        return List.of(
                receipt.id(),
                receipt.environment(),
                receipt.release(),
                receipt.previous(),
                receipt.outcome(),
                receipt.by(),
                receipt.startedAt().toString(),
                receipt.doneAt() == null ? "" : receipt.doneAt().toString(),
                String.valueOf(receipt.deploy().toMillis()),
                String.valueOf(receipt.rollback().toMillis()),
                receipt.propagation().stream()
                        .max(Duration::compareTo)
                        .map(lag -> String.valueOf(lag.toMillis()))
                        .orElse(""),
                String.valueOf(receipt.tally().requests()),
                String.valueOf(receipt.tally().lost()),
                String.valueOf(receipt.tally().badAnswers()),
                String.valueOf(receipt.tally().apiCalls()),
                String.valueOf(receipt.secondSide().instanceSeconds()),
                receipt.secondSide().price().isKnown()
                        ? String.format(
                                Locale.ROOT, "%.6f", receipt.secondSide().dollars())
                        : "",
                receipt.reason());
    }

    /** Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String cell(String raw) {
        String text = raw.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + raw : raw;
        return text.matches("(?s).*[\",\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** A page of its own, like the receipts. */
    public static String html(Period period) {
        String title = "Deployments from " + Markup.when(period.from()) + " to " + Markup.when(period.to());
        String figures = figures(period).entrySet().stream()
                .map(figure -> "<div><dt>" + Markup.text(figure.getKey()) + "</dt><dd>" + Markup.text(figure.getValue())
                        + "</dd></div>")
                .collect(Collectors.joining("\n"));
        Stream<List<String>> rows = period.receipts().stream()
                .map(receipt -> List.of(
                        Markup.when(receipt.startedAt()),
                        receipt.environment(),
                        receipt.release(),
                        words(receipt),
                        took(receipt),
                        Markup.number(receipt.tally().lost()) + " of "
                                + Markup.number(receipt.tally().requests()),
                        Markup.number(receipt.tally().badAnswers()),
                        cost(receipt),
                        receipt.reason()));
        return Document.page(
                title,
                "<header><p class=\"eyebrow\">Blue-Green Deploy &middot; report</p><h1>" + Markup.text(title)
                        + "</h1></header>\n<dl class=\"figures\">\n" + figures + "\n</dl>\n"
                        + "<p class=\"note\">Lead time is from the order to all traffic on the new side; the time from the commit to"
                        + " the order is not known here. What second sides cost is at the price of the time of each deployment.</p>\n"
                        + (period.receipts().isEmpty()
                                ? ""
                                : "<section><h2>Over time</h2><div class=\"chart\">" + PeriodChart.draw(period)
                                        + "</div></section>\n")
                        + Document.table(
                                "Deployments",
                                List.of(
                                        "started",
                                        "environment",
                                        "release",
                                        "outcome",
                                        "took",
                                        "probes lost",
                                        "bad answers",
                                        "second side",
                                        "why"),
                                rows));
    }

    private static Map<String, String> figures(Period period) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("deployments", String.valueOf(period.receipts().size()));
        figures.put("succeeded", period.count("SUCCEEDED") + " (" + percent(period.successRate()) + ")");
        figures.put("rolled back", String.valueOf(period.count("ROLLED_BACK")));
        figures.put("halted", String.valueOf(period.count("HALTED")));
        figures.put(
                "deployment frequency (DORA)", String.format(Locale.ROOT, "%.2f a day", period.deploymentsPerDay()));
        figures.put("lead time, median (DORA)", length(period.leadTime()));
        figures.put("change failure rate (DORA)", percent(period.changeFailureRate()));
        figures.put("time to restore, median (DORA)", length(period.timeToRestore()));
        figures.put("propagation, median", length(period.propagation()));
        figures.put("probes lost", Markup.number(period.lost()) + " of " + Markup.number(period.requests()));
        figures.put("probes answered badly", Markup.number(period.badAnswers()));
        figures.put("AWS calls", Markup.number(period.apiCalls()));
        figures.put("second sides ran", Markup.number(period.secondSideHours()) + " instance hours");
        OptionalDouble dollars = period.secondSideDollars();
        figures.put("second sides cost", dollars.isPresent() ? Markup.dollars(dollars.getAsDouble()) : "–");
        return figures;
    }

    private static String percent(OptionalDouble rate) {
        return rate.isPresent() ? String.format(Locale.ROOT, "%.0f %%", 100 * rate.getAsDouble()) : "–";
    }

    private static String length(Optional<Duration> length) {
        return length.map(Markup::length).orElse("–");
    }

    private static String words(Receipt receipt) {
        return receipt.outcome().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cost(Receipt receipt) {
        return receipt.secondSide().price().isKnown()
                ? Markup.dollars(receipt.secondSide().dollars())
                : "–";
    }

    private static String took(Receipt receipt) {
        return receipt.doneAt() == null ? "–" : Markup.length(Duration.between(receipt.startedAt(), receipt.doneAt()));
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long orNull(Optional<Duration> length) {
        return length.map(Duration::toMillis).orElse(null);
    }
}
