package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.wire.Params;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** EC2's filters: every filter must hold, by any of its values; {@code *} and {@code ?} are wildcards. */
final class Filters {
    private Filters() {}

    /** @param facts the filterable facts of one resource; a filter on a fact that it lacks does not hold */
    static boolean match(Params call, Map<String, String> facts, Map<String, String> tags) {
        return call.list("Filter").stream().allMatch(filter -> {
            String name = filter.text("Name", "");
            List<String> wanted = filter.texts("Value");
            if (name.equals("tag-key")) {
                return tags.keySet().stream().anyMatch(key -> matchesAny(key, wanted));
            }
            String fact = name.startsWith("tag:") ? tags.get(name.substring(4)) : facts.get(name);
            return fact != null && matchesAny(fact, wanted);
        });
    }

    private static boolean matchesAny(String fact, List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> glob(pattern).matcher(fact).matches());
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
