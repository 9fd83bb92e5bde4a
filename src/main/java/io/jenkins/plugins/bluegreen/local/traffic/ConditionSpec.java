package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.List;

/**
 * A condition of a rule. It holds when one of its values matches. In patterns, {@code *} stands for any run of
 * characters, also an empty one, and {@code ?} for exactly one.
 */
public sealed interface ConditionSpec {

    /** A request header; its name and the patterns ignore case. */
    record Header(String name, List<String> values) implements ConditionSpec {
        /** Copies what it is given. */
        public Header {
            values = List.copyOf(values);
        }
    }

    /** The path without the query; patterns heed case. */
    record Path(List<String> values) implements ConditionSpec {
        /** Copies what it is given. */
        public Path {
            values = List.copyOf(values);
        }
    }

    /** The Host header without its port; patterns ignore case. */
    record Host(List<String> values) implements ConditionSpec {
        /** Copies what it is given. */
        public Host {
            values = List.copyOf(values);
        }
    }

    /** A pair of the query string; patterns ignore case. */
    record Query(List<Pair> pairs) implements ConditionSpec {
        /** Copies what it is given. */
        public Query {
            pairs = List.copyOf(pairs);
        }

        /**
         * A key with its value.
         *
         * @param key a pattern, or empty: then any key with this value
         * @param value a pattern
         */
        public record Pair(String key, String value) {}
    }

    /** The request method, exactly as sent. */
    record Method(List<String> values) implements ConditionSpec {
        /** Copies what it is given. */
        public Method {
            values = List.copyOf(values);
        }
    }

    /** The address of the connection (never X-Forwarded-For), as blocks like {@code 10.0.0.0/8} or {@code ::1/128}. */
    record SourceIp(List<String> cidrs) implements ConditionSpec {
        /** Copies what it is given. */
        public SourceIp {
            cidrs = List.copyOf(cidrs);
        }
    }
}
