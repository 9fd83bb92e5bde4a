package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Text made safe and readable for HTML and SVG. */
final class Markup {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Markup() {}

    /** Text as content or as a quoted attribute's value. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String when(Instant at) {
        return UTC.format(at);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** {@code 850 ms}, {@code 4.2 s}, {@code 3 min 20 s}, {@code 10 min}, {@code 2 h 5 min}. */
    static String length(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return number(duration.toMillis() / 1000.0) + " s";
        }
        return Durations.format(duration.truncatedTo(ChronoUnit.SECONDS))
                .replaceAll("([hms])(?=.)", "$1 ")
                .replaceAll("(\\d+)([hms])", "$1 $2")
                .replace(" m", " min");
    }

    /** At most one decimal, none where it says nothing. */
    static String number(double value) {
        return new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** {@code $0.0042}: to a hundredth of a cent below a dollar, to a cent above. */
    static String dollars(double value) {
        return String.format(Locale.ROOT, value < 1 ? "$%.4f" : "$%.2f", value);
    }

    /** A style sheet that is kept beside this class. */
    static String resource(String name) {
        try (InputStream in = Markup.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the program's own jar", e);
        }
    }
}
