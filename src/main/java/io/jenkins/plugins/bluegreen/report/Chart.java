package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.report.RequestSeries.Bin;
import io.jenkins.plugins.bluegreen.report.Timeline.Share;
import io.jenkins.plugins.bluegreen.report.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One deployment as an SVG picture: phases, traffic split, latency and requests over one time axis. The sides differ by pattern and dash
 * as well as by colour, so that it reads in grey and with any colour vision. Colours come from the page's style sheet.
 */
final class Chart {
    private static final int WIDTH = 960;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final Panel PHASES = new Panel(0, 26);
    private static final Panel SPLIT = new Panel(56, 130);
    private static final Panel LATENCY = new Panel(230, 130);
    private static final Panel REQUESTS = new Panel(404, 90);
    private static final int HEIGHT = 530;
    /** More numbers than these would lie over each other. */
    private static final int MOST_NUMBERS = 8;

    /** A strip of the picture, in its units from the top. */
    private record Panel(int top, int height) {
        int bottom() {
            return top + height;
        }

        double y(double value, double max) {
            return bottom() - height * Math.min(value, max) / max;
        }
    }

    private final Timeline timeline;
    private final RequestSeries series;
    private final Instant start;
    private final Instant end;
    private final StringBuilder svg = new StringBuilder();

    private Chart(Timeline timeline, RequestSeries series, Instant end) {
        this.timeline = timeline;
        this.series = series;
        Instant planned = timeline.phases().get(0).from();
        this.start = series.bins().isEmpty()
                ? planned
                : min(planned, series.bins().get(0).at());
        this.end = end.isAfter(start) ? end : start.plusSeconds(1);
    }

    /**
     * Draws it.
     *
     * @param end right end of the time axis
     */
    static String draw(Timeline timeline, RequestSeries series, Instant end) {
        Chart chart = new Chart(timeline, series, end);
        chart.add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"chart-title chart-text\">", WIDTH, HEIGHT);
        chart.add("<title id=\"chart-title\">Phases, traffic split, latency and requests over time</title>");
        chart.add("<desc id=\"chart-text\">The same values stand in the tables below.</desc>");
        chart.add("<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" class=\"green-fill\"/>"
                + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\" class=\"hatch\"/></pattern></defs>");
        chart.phases();
        chart.split();
        chart.latency();
        chart.requests();
        chart.timeAxis();
        chart.add("</svg>");
        return chart.svg.toString();
    }

    private void phases() {
        for (Span span : timeline.phases()) {
            double from = x(span.from());
            double to = x(span.to().orElse(end));
            if (to - from < 0.5) {
                continue;
            }
            String words = span.phase().words();
            add(
                    "<g><title>%s, %s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" class=\"phase %s\"/>",
                    words,
                    Markup.length(Duration.between(span.from(), span.to().orElse(end))),
                    from,
                    PHASES.top,
                    Math.max(1, to - from - 1.5),
                    PHASES.height,
                    span.phase().name().toLowerCase(Locale.ROOT));
            if (to - from > words.length() * 7.0 + 8) {
                add("<text x=\"%.1f\" y=\"17\" class=\"phase-name\">%s</text>", from + 6, words);
            }
            add("</g>");
        }
    }

    /** Blue from the bottom, green from the top: together always the whole height. */
    private void split() {
        title(SPLIT, "Traffic split, % of requests");
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"url(#hatch)\"/>",
                LEFT, SPLIT.top, WIDTH - LEFT - RIGHT, SPLIT.height);
        add(
                "<path class=\"blue-fill\" d=\"%sV%d H%d Z\"/>",
                steps(share -> share.landed().blue()), SPLIT.bottom(), LEFT);
        add("<path class=\"asked\" d=\"%s\"/>", steps(share -> share.asked().blue()));
        for (Bin bin : series.bins()) {
            long known = bin.blue().requests() + bin.green().requests();
            if (known >= 5) {
                double share = 100.0 * bin.blue().requests() / known;
                add("<circle class=\"seen\" cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\"/>", middle(bin), SPLIT.y(share, 100));
            }
        }
        scale(SPLIT, 100, "%");
        label(SPLIT.bottom() - 8, "blue");
        label(SPLIT.top + 16, "green");
    }

    private void latency() {
        title(LATENCY, "Latency, ms: 95th percentile (bold) and median, by side");
        double max = ceiling(series.bins().stream()
                .flatMap(bin -> List.of(bin.blue(), bin.green()).stream())
                .mapToDouble(RequestSeries.Counts::p95Millis)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0));
        scale(LATENCY, max, "");
        for (Colour colour : Colour.values()) {
            line(colour, "p95", max, bin -> bin.on(colour).p95Millis());
            line(colour, "p50", max, bin -> bin.on(colour).p50Millis());
        }
        if (series.bins().isEmpty()) {
            nothing(LATENCY);
        }
    }

    private void requests() {
        title(REQUESTS, "Requests per " + Markup.length(series.width()) + "; failures in red");
        double max =
                ceiling(series.bins().stream().mapToLong(Bin::requests).max().orElse(0));
        scale(REQUESTS, max, "");
        double width = Math.max(1, span(series.width()) - 0.6);
        boolean counted =
                series.bins().stream().filter(bin -> bin.failures() > 0).count() <= MOST_NUMBERS;
        for (Bin bin : series.bins()) {
            double x = x(bin.at());
            double top = bar(x, width, REQUESTS.bottom(), bin.blue().requests(), max, "blue-fill", "");
            top = bar(x, width, top, bin.green().requests(), max, "", " fill=\"url(#hatch)\"");
            bar(x, width, top, bin.nobody().requests(), max, "bad", "");
            if (bin.failures() > 0) {
                double failed = Math.max(4, REQUESTS.bottom() - REQUESTS.y(bin.failures(), max));
                add(
                        "<rect class=\"bad\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        x, REQUESTS.bottom() - failed, width, failed);
                if (counted) {
                    add(
                            "<text class=\"bad-count\" x=\"%.1f\" y=\"%.1f\">%d</text>",
                            x + width / 2, REQUESTS.bottom() - failed - 3, bin.failures());
                }
            }
        }
        if (series.bins().isEmpty()) {
            nothing(REQUESTS);
        }
    }

    private double bar(double x, double width, double bottom, long value, double max, String css, String fill) {
        double height = REQUESTS.height * value / max;
        if (value > 0) {
            add(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"%s/>",
                    css, x, bottom - height, width, height, fill);
        }
        return bottom - height;
    }

    private void line(Colour colour, String css, double max, ToDoubleFunction<Bin> value) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (Bin bin : series.bins()) {
            double at = value.applyAsDouble(bin);
            if (Double.isNaN(at)) {
                drawing = false;
                continue;
            }
            path.append(format("%s%.1f %.1f ", drawing ? "L" : "M", middle(bin), LATENCY.y(at, max)));
            if (!drawing) {
                path.append("h0.1 ");
            }
            drawing = true;
        }
        if (!path.isEmpty()) {
            add("<path class=\"%s-line %s\" d=\"%s\"/>", colour.word(), css, path);
        }
    }

    private String steps(ToDoubleFunction<Share> blue) {
        StringBuilder path = new StringBuilder();
        for (Share share : timeline.shares()) {
            double y = SPLIT.y(blue.applyAsDouble(share), 100);
            path.append(
                    format(path.isEmpty() ? "M%.1f %.1f " : "H%.1f V%.1f ", path.isEmpty() ? LEFT : x(share.at()), y));
        }
        return path.append(format("H%d ", WIDTH - RIGHT)).toString();
    }

    private void timeAxis() {
        Duration whole = Duration.between(start, end);
        Duration step = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400).stream()
                .map(Duration::ofSeconds)
                .filter(each -> whole.dividedBy(each) <= 12)
                .findFirst()
                .orElse(Duration.ofDays(7));
        for (Duration at = Duration.ZERO; at.compareTo(whole) <= 0; at = at.plus(step)) {
            double x = x(start.plus(at));
            add(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x, x, REQUESTS.bottom(), REQUESTS.bottom() + 4);
            add(
                    "<text class=\"tick middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                    x, REQUESTS.bottom() + 17, at.isZero() ? "0" : Markup.length(at));
        }
        add("<text class=\"tick\" x=\"%d\" y=\"%d\">since %s</text>", LEFT, HEIGHT - 3, Markup.when(start));
    }

    private void scale(Panel panel, double max, String unit) {
        for (int part = 0; part <= 2; part++) {
            double value = max * part / 2;
            double y = panel.y(value, max);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s%s</text>",
                    LEFT - 6, y + 4, Markup.number(value), unit);
        }
    }

    private void title(Panel panel, String words) {
        add("<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>", LEFT, panel.top - 8, words);
    }

    private void label(double y, String words) {
        add("<text class=\"side-name\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT + 8, y, words);
    }

    private void nothing(Panel panel) {
        add(
                "<text class=\"tick\" x=\"%d\" y=\"%d\">no samples were recorded</text>",
                LEFT + 8, panel.top + panel.height / 2);
    }

    private double x(Instant at) {
        Instant inside = min(at.isBefore(start) ? start : at, end);
        return LEFT + span(Duration.between(start, inside));
    }

    private double middle(Bin bin) {
        return x(bin.at().plus(series.width().dividedBy(2)));
    }

    private double span(Duration length) {
        double part = (double) length.toMillis()
                / Math.max(1, Duration.between(start, end).toMillis());
        return (WIDTH - LEFT - RIGHT) * part;
    }

    /** A round number at or above the value. */
    private static double ceiling(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double factor : new double[] {1, 2, 4, 5, 10}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void add(String format, Object... values) {
        svg.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    }
}
