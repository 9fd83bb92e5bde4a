package io.jenkins.plugins.bluegreen.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page's files: the element {@code <blue-green>}, its style, and the chart library, as they lie in the jar. */
public final class Assets {
    private static final Pattern NAME = Pattern.compile("(lib/)?[A-Za-z0-9]{1,40}(\\.[a-z]{1,8}){1,2}");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private Assets() {}

    /** A file with its media type. */
    public record Asset(byte[] content, String type) {}

    /**
     * Finds a file by its path below the page's folder, such as {@code bluegreen.js} or {@code lib/uPlot.esm.js}.
     *
     * @return empty if there is no such file, or the name is none of a page's file
     */
    public static Optional<Asset> find(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new Asset(in.readAllBytes(), type));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the program's own jar", e);
        }
    }
}
