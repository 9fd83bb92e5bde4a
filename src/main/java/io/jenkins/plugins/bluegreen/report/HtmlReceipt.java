package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.RequestSeries.Bin;
import io.jenkins.plugins.bluegreen.report.Timeline.Span;
import io.jenkins.plugins.bluegreen.report.Timeline.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A deployment's receipt as one HTML page that needs nothing else: it opens from a file, prints, and carries the JSON receipt within it.
 * No script runs in it.
 */
public final class HtmlReceipt {
    private HtmlReceipt() {}

    /**
     * Renders the page.
     *
     * @param receipt the summary
     * @param samples requests as an independent client saw them, or the engine's probes; may be empty
     * @param stored the order and the journal the receipt was drawn from
     * @return a whole HTML document
     */
    public static String render(Receipt receipt, List<Sample> samples, Stored stored) {
        Timeline timeline = Timeline.of(stored);
        RequestSeries series = RequestSeries.of(samples);
        String title = "Release " + receipt.release() + " to " + receipt.environment();
        return Document.page(
                title + ": " + outcomeWords(receipt),
                head(title, receipt)
                        + figures(receipt, samples)
                        + "<section><h2>Over time</h2><div class=\"chart\">"
                        + Chart.draw(timeline, series, end(receipt, samples, timeline))
                        + "</div>"
                        + "<p class=\"note\">Area: share seen in live traffic. Dashed: share asked for. Dots: share the samples saw."
                        + " Blue is plain and solid, green is hatched and dashed.</p></section>\n"
                        + sides(samples, stored)
                        + phases(timeline)
                        + writes(timeline)
                        + evidence(stored)
                        + events(stored)
                        + "<script type=\"application/json\" id=\"receipt\">"
                        + JsonReceipt.render(receipt, samples, stored).replace("<", "\\u003c")
                        + "</script>");
    }

    private static String head(String title, Receipt receipt) {
        return """
                <header>
                <p class="eyebrow">Blue-Green Deploy &middot; receipt %s</p>
                <h1>%s <span class="outcome %s">%s</span></h1>
                <p class="reason">%s</p>
                <p class="note">%s &rarr; %s, asked for by %s, %s%s</p>
                </header>
                """
                .formatted(
                        Markup.text(receipt.id()),
                        Markup.text(title),
                        receipt.outcome().equals("SUCCEEDED")
                                ? "good"
                                : receipt.outcome().equals("RUNNING") ? "running" : "bad",
                        outcomeWords(receipt),
                        Markup.text(receipt.reason()),
                        Markup.text(receipt.previous()),
                        Markup.text(receipt.release()),
                        Markup.text(receipt.by().isEmpty() ? "nobody named" : receipt.by()),
                        Markup.when(receipt.startedAt()),
                        receipt.approvedBy().isEmpty() ? "" : ", approved by " + Markup.text(receipt.approvedBy()));
    }

    private static String outcomeWords(Receipt receipt) {
        return Markup.text(receipt.outcome().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }

    private static String figures(Receipt receipt, List<Sample> samples) {
        String lag = receipt.propagation().isEmpty()
                ? "–"
                : Markup.length(receipt.propagation().stream()
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
        Bin totals = RequestSeries.totals(samples);
        Stream<String> client = samples.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        figure("client requests", Markup.number(totals.requests()), false),
                        figure("lost", Markup.number(totals.lost()), totals.lost() > 0),
                        figure("bad answers", Markup.number(totals.badAnswers()), totals.badAnswers() > 0),
                        figure("client's longest gap", Markup.length(RequestSeries.longestGap(samples)), false));
        return Stream.of(
                        client,
                        Stream.of(
                                figure("probes", Markup.number(receipt.tally().requests()), false),
                                figure(
                                        "probes lost",
                                        Markup.number(receipt.tally().lost()),
                                        receipt.tally().lost() > 0),
                                figure(
                                        "probes answered badly",
                                        Markup.number(receipt.tally().badAnswers()),
                                        receipt.tally().badAnswers() > 0),
                                figure(
                                        "longest gap of probes",
                                        Markup.length(receipt.tally().longestGap()),
                                        false),
                                figure("deployment", lengthOrDash(receipt.deploy()), false),
                                figure("rollback", lengthOrDash(receipt.rollback()), false),
                                figure("longest propagation", lag, false),
                                figure(
                                        "AWS calls",
                                        Markup.number(receipt.tally().apiCalls()),
                                        false)),
                        secondSide(receipt.secondSide()))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n", "<dl class=\"figures\">\n", "\n</dl>\n"));
    }

    private static Stream<String> secondSide(SecondSide side) {
        return side.price().isKnown()
                ? Stream.of(
                        figure("second side cost", Markup.dollars(side.dollars()), false),
                        figure("way back, an hour", Markup.dollars(side.dollarsAnHour()), false))
                : Stream.empty();
    }

    private static String lengthOrDash(Duration length) {
        return length.isZero() ? "–" : Markup.length(length);
    }

    private static String figure(String name, String value, boolean bad) {
        return "<div%s><dt>%s</dt><dd>%s</dd></div>".formatted(bad ? " class=\"bad\"" : "", name, value);
    }

    private static String sides(List<Sample> samples, Stored stored) {
        if (samples.isEmpty()) {
            return "";
        }
        Bin totals = RequestSeries.totals(samples);
        Stream<List<String>> rows = Stream.concat(
                Stream.of(Colour.values())
                        .map(colour -> row(
                                colour.word(),
                                stored.deployment().releaseOn(colour).id(),
                                totals.on(colour))),
                totals.nobody().requests() == 0 ? Stream.empty() : Stream.of(row("no side", "", totals.nobody())));
        return Document.table(
                "Requests by side",
                List.of("side", "release", "requests", "lost", "bad answers", "median", "95th percentile"),
                rows);
    }

    private static List<String> row(String side, String release, RequestSeries.Counts counts) {
        return List.of(
                side,
                release,
                Markup.number(counts.requests()),
                Markup.number(counts.lost()),
                Markup.number(counts.badAnswers()),
                millis(counts.p50Millis()),
                millis(counts.p95Millis()));
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "–" : Markup.number(value) + " ms";
    }

    private static String phases(Timeline timeline) {
        Stream<List<String>> rows = timeline.phases().stream().map(HtmlReceipt::row);
        return Document.table("Phases", List.of("phase", "from", "lasted", "why"), rows);
    }

    private static List<String> row(Span span) {
        return List.of(
                span.phase().words(),
                Markup.time(span.from()),
                span.to()
                        .map(to -> Markup.length(Duration.between(span.from(), to)))
                        .orElse("–"),
                span.reason());
    }

    private static String writes(Timeline timeline) {
        Stream<List<String>> rows = timeline.writes().stream().map(HtmlReceipt::row);
        return Document.table(
                "Weight writes",
                List.of("asked", "split", "by", "why", "read back", "in live traffic", "propagation"),
                rows);
    }

    private static List<String> row(Write write) {
        return List.of(
                Markup.time(write.asked()),
                write.split().toString(),
                write.by().isEmpty() ? "the engine" : write.by(),
                write.why(),
                write.readBack().map(Markup::time).orElse("not yet"),
                write.settled().map(Markup::time).orElse("not yet"),
                write.lag().map(Markup::length).orElse("–"));
    }

    private static String evidence(Stored stored) {
        return stored.deployment()
                .evidence()
                .map(evidence -> Document.table(
                        "Evidence " + evidence.hash().substring(0, 12),
                        List.of("fact", "value"),
                        Stream.concat(evidence.facts().entrySet().stream(), evidence.measurements().entrySet().stream())
                                .map(HtmlReceipt::row)))
                .orElse("");
    }

    private static List<String> row(Map.Entry<String, String> fact) {
        return List.of(fact.getKey(), fact.getValue());
    }

    private static String events(Stored stored) {
        return Document.table(
                "Journal",
                List.of("at", "what happened"),
                stored.journal().stream().map(HtmlReceipt::row));
    }

    private static List<String> row(Event event) {
        return List.of(Markup.time(event.at()), event.sentence());
    }

    /** The picture ends where the caller's wait or the last sample ends: the keep window after it is long and empty. */
    private static Instant end(Receipt receipt, List<Sample> samples, Timeline timeline) {
        Instant done = Optional.ofNullable(receipt.doneAt()).orElse(timeline.end());
        Instant last =
                samples.stream().map(Sample::at).max(Comparator.naturalOrder()).orElse(done);
        return last.isAfter(done) ? last : done;
    }
}
