package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.List;

/** A condition of a rule, made ready to be asked for every request. */
@FunctionalInterface
interface Condition {

    boolean holds(RequestHead request);

    static Condition of(ConditionSpec spec) {
        if (spec instanceof ConditionSpec.Header header) {
            List<Wildcard> patterns = ignoringCase(header.values());
            return request -> anyMatches(patterns, request.header(header.name()));
        }
        if (spec instanceof ConditionSpec.Path path) {
            List<Wildcard> patterns = path.values().stream()
                    .map(value -> new Wildcard(value, false))
                    .toList();
            return request -> anyMatches(patterns, request.path());
        }
        if (spec instanceof ConditionSpec.Host host) {
            List<Wildcard> patterns = ignoringCase(host.values());
            return request -> anyMatches(patterns, request.host());
        }
        if (spec instanceof ConditionSpec.Query query) {
            List<QueryPair> pairs = query.pairs().stream().map(QueryPair::of).toList();
            return request -> pairs.stream().anyMatch(pair -> pair.occursIn(request.query()));
        }
        if (spec instanceof ConditionSpec.Method method) {
            return request -> method.values().contains(request.method());
        }
        if (spec instanceof ConditionSpec.SourceIp sourceIp) {
            List<CidrBlock> blocks =
                    sourceIp.cidrs().stream().map(CidrBlock::parse).toList();
            return request -> blocks.stream().anyMatch(block -> block.contains(request.source()));
        }
        throw new IllegalArgumentException("unknown condition " + spec);
    }

    private static List<Wildcard> ignoringCase(List<String> values) {
        return values.stream().map(value -> new Wildcard(value, true)).toList();
    }

    private static boolean anyMatches(List<Wildcard> patterns, List<String> texts) {
        return texts.stream().anyMatch(text -> anyMatches(patterns, text));
    }

    private static boolean anyMatches(List<Wildcard> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }

    /** A wanted key and value; the query is compared as sent, without decoding. */
    record QueryPair(Wildcard key, Wildcard value) {

        static QueryPair of(ConditionSpec.Query.Pair pair) {
            return new QueryPair(
                    new Wildcard(pair.key().isEmpty() ? "*" : pair.key(), true), new Wildcard(pair.value(), true));
        }

        boolean occursIn(String query) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String content = equals < 0 ? "" : part.substring(equals + 1);
                if (!part.isEmpty() && key.matches(name) && value.matches(content)) {
                    return true;
                }
            }
            return false;
        }
    }
}
