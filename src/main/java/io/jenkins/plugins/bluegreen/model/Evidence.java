package io.jenkins.plugins.bluegreen.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person sees before they approve. The facts decide and are hashed; the measurements (latencies, counts) change from second to
 * second and are shown beside them.
 *
 * @param facts release, sides, targets, alarms, schema: what an approval holds for
 * @param measurements what was measured meanwhile, and the plan: shown, not part of the hash
 * @param at when it was taken
 */
public record Evidence(SortedMap<String, String> facts, SortedMap<String, String> measurements, Instant at) {
    public Evidence {
        facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        measurements = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(measurements));
    }

    /** SHA-256 over the facts, in hexadecimal: equal facts, equal hash. */
    public String hash() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name.length())
                .append(':')
                .append(name)
                .append('=')
                .append(value.length())
                .append(':')
                .append(value)
                .append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
