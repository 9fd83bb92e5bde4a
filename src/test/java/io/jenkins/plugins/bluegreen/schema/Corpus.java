package io.jenkins.plugins.bluegreen.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of corpus.sql, each with the class and the rule it must get and where that is known from. */
final class Corpus {
    private static final Pattern HEAD =
            Pattern.compile("^--# (SAFE|CARE|DESTRUCTIVE|UNKNOWN) (\\S+) \\| (.+)$", Pattern.MULTILINE);

    /** One entry; {@code sql} may be several statements, of which the last is meant. */
    record Entry(int line, Impact impact, String rule, String source, String sql) {
        @Override
        public String toString() {
            return "line " + line + ": " + sql;
        }
    }

    private Corpus() {}

    static String shop() {
        return resource("/schema/shop.sql");
    }

    static List<Entry> entries() {
        String text = resource("/schema/corpus.sql");
        List<Entry> entries = new ArrayList<>();
        Matcher head = HEAD.matcher(text);
        for (boolean more = head.find(); more; ) {
            int line = 1 + (int) text.substring(0, head.start()).lines().count();
            Impact impact = Impact.valueOf(head.group(1));
            String rule = head.group(2);
            String source = head.group(3);
            int from = head.end();
            more = head.find();
            entries.add(new Entry(
                    line,
                    impact,
                    rule,
                    source,
                    text.substring(from, more ? head.start() : text.length()).strip()));
        }
        return entries;
    }

    private static String resource(String path) {
        try (InputStream in = Corpus.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
