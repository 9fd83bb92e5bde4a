package io.jenkins.plugins.bluegreen.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * One line an answer: {@code when it was due (epoch milliseconds), when it was over, kind, status, colour, release}. Status 0: no answer;
 * the reason stands in the release's place. Flushed line by line, so that a reader can follow.
 */
final class LoadLog implements AutoCloseable {
    private final BufferedWriter out;

    LoadLog(Path file) throws IOException {
        out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    synchronized void write(double due, double over, String kind, int status, String colour, String releaseOrReason) {
        try {
            out.write(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f,%s,%d,%s,%s%n",
                    due,
                    over,
                    kind,
                    status,
                    colour,
                    releaseOrReason.replaceAll("[,\\r\\n]", " ")));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
