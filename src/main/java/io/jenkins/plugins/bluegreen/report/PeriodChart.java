package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Deployments over time as an SVG picture: how long each took, and by the form of its mark what came of it. */
final class PeriodChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 230;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 190;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private PeriodChart() {}

    static String draw(Period period) {
        double longest = Math.max(
                1,
                period.receipts().stream().mapToLong(PeriodChart::millis).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Seconds that each deployment took, over time; the table has the values\">",
                WIDTH,
                HEIGHT);
        add(
                svg,
                "<text class=\"panel\" x=\"%d\" y=\"16\">Time each deployment took: ● succeeded, ✕ rolled back or halted</text>",
                LEFT);
        for (int part = 0; part <= 2; part++) {
            double y = BOTTOM - (BOTTOM - TOP) * part / 2.0;
            add(svg, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            String value = Markup.length(Duration.ofMillis(Math.round(longest * part / 2)));
            add(
                    svg,
                    "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 6,
                    y + 4,
                    part == 0 ? "0" : value);
        }
        for (int part = 0; part <= 4; part++) {
            Duration whole = Duration.between(period.from(), period.to());
            Instant at = period.from().plus(whole.multipliedBy(part).dividedBy(4));
            add(
                    svg,
                    "<text class=\"tick middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                    x(period, at),
                    BOTTOM + 20,
                    DAY.format(at));
        }
        for (Receipt receipt : period.receipts()) {
            double x = x(period, receipt.startedAt());
            double y = BOTTOM - (BOTTOM - TOP) * millis(receipt) / longest;
            boolean good = receipt.outcome().equals("SUCCEEDED");
            add(
                    svg,
                    "<g><title>%s to %s: %s</title>",
                    Markup.text(receipt.release()),
                    Markup.text(receipt.environment()),
                    Markup.text(receipt.outcome()));
            if (good) {
                add(svg, "<circle class=\"blue-fill\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/></g>", x, y);
            } else {
                add(svg, "<path class=\"bad-mark\" d=\"M%.1f %.1fl8 8m0 -8l-8 8\"/></g>", x - 4, y - 4);
            }
        }
        return svg.append("</svg>").toString();
    }

    private static long millis(Receipt receipt) {
        return receipt.doneAt() == null
                ? 0
                : Duration.between(receipt.startedAt(), receipt.doneAt()).toMillis();
    }

    private static double x(Period period, Instant at) {
        double part = (double) Duration.between(period.from(), at).toMillis()
                / Duration.between(period.from(), period.to()).toMillis();
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, Math.max(0, part));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
