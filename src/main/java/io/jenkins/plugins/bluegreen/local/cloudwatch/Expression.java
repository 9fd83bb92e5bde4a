package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metric math as far as guards use it: numbers, ids, {@code + - * /}, comparisons, {@code AND OR}, {@code IF(c, a, b)},
 * {@code FILL(m, number)} and {@code SUM|MIN|MAX([a, b])}. A period in which an operand is missing has no value.
 */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*([0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|<=|>=|==|!=|&&|\\|\\||[-+*/()\\[\\],<>])");

    /** A value at a moment; {@code null} where it is missing. */
    private interface Node {
        Double at(Instant moment, Map<String, TreeMap<Instant, Double>> series);
    }

    private final List<String> tokens = new ArrayList<>();
    private final String text;
    private int next;

    private Expression(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text.trim());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.trim().length());
        }
        if (end < text.trim().length()) {
            throw unknown(text.trim().substring(end));
        }
    }

    /** An expression ready to be evaluated. */
    record Parsed(Node node) {
        TreeMap<Instant, Double> over(Map<String, TreeMap<Instant, Double>> series) {
            TreeMap<Instant, Double> result = new TreeMap<>();
            series.values().stream()
                    .flatMap(one -> one.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .forEach(moment -> {
                        Double value = node.at(moment, series);
                        if (value != null && !value.isNaN() && !value.isInfinite()) {
                            result.put(moment, value);
                        }
                    });
            return result;
        }
    }

    /** @throws AwsError {@code ValidationError} for what is not understood here */
    static Parsed parse(String text) {
        Expression parser = new Expression(text);
        Node node = parser.logic();
        if (parser.next < parser.tokens.size()) {
            throw parser.unknown(parser.tokens.get(parser.next));
        }
        return new Parsed(node);
    }

    private AwsError unknown(String part) {
        return AwsError.validation(
                "The local cloud does not understand '" + part + "' in the metric math expression '" + text + "'");
    }

    private boolean accept(String... wanted) {
        if (next < tokens.size() && List.of(wanted).contains(tokens.get(next).toUpperCase(java.util.Locale.ROOT))) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String wanted) {
        if (!accept(wanted)) {
            throw unknown(next < tokens.size() ? tokens.get(next) : "end");
        }
    }

    private Node logic() {
        Node left = comparison();
        while (accept("AND", "OR", "&&", "||")) {
            left = binary(tokens.get(next - 1), left, comparison());
        }
        return left;
    }

    private Node comparison() {
        Node left = sum();
        return accept("<", ">", "<=", ">=", "==", "!=") ? binary(tokens.get(next - 1), left, sum()) : left;
    }

    private Node sum() {
        Node left = product();
        while (accept("+", "-")) {
            left = binary(tokens.get(next - 1), left, product());
        }
        return left;
    }

    private Node product() {
        Node left = value();
        while (accept("*", "/")) {
            left = binary(tokens.get(next - 1), left, value());
        }
        return left;
    }

    private static Node binary(String operator, Node left, Node right) {
        return (moment, series) -> {
            Double a = left.at(moment, series);
            Double b = right.at(moment, series);
            return a == null || b == null ? null : apply(operator.toUpperCase(java.util.Locale.ROOT), a, b);
        };
    }

    private static double apply(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "<" -> a < b ? 1 : 0;
            case ">" -> a > b ? 1 : 0;
            case "<=" -> a <= b ? 1 : 0;
            case ">=" -> a >= b ? 1 : 0;
            case "==" -> a == b ? 1 : 0;
            case "!=" -> a != b ? 1 : 0;
            case "AND", "&&" -> a != 0 && b != 0 ? 1 : 0;
            default -> a != 0 || b != 0 ? 1 : 0;
        };
    }

    private Node value() {
        if (accept("-")) {
            Node negated = value();
            return binary("-", (moment, series) -> 0.0, negated);
        }
        if (accept("(")) {
            Node inner = logic();
            expect(")");
            return inner;
        }
        if (next >= tokens.size()) {
            throw unknown("end");
        }
        String token = tokens.get(next++);
        if (Character.isDigit(token.charAt(0))) {
            double number = Double.parseDouble(token);
            return (moment, series) -> number;
        }
        if (accept("(")) {
            return function(token.toUpperCase(java.util.Locale.ROOT));
        }
        return (moment, series) -> {
            if (!series.containsKey(token)) {
                throw unknown(token);
            }
            return series.get(token).get(moment);
        };
    }

    private Node function(String name) {
        boolean array = accept("[");
        List<Node> arguments = new ArrayList<>();
        do {
            arguments.add(logic());
        } while (accept(","));
        if (array) {
            expect("]");
        }
        expect(")");
        if (name.equals("IF") && arguments.size() == 3) {
            return (moment, series) -> {
                Double condition = arguments.get(0).at(moment, series);
                return condition == null
                        ? null
                        : arguments.get(condition != 0 ? 1 : 2).at(moment, series);
            };
        }
        if (name.equals("FILL") && arguments.size() == 2) {
            return (moment, series) -> {
                Double value = arguments.get(0).at(moment, series);
                return value == null ? arguments.get(1).at(moment, series) : value;
            };
        }
        if (array && List.of("SUM", "MIN", "MAX").contains(name)) {
            return (moment, series) -> arguments.stream()
                    .map(argument -> argument.at(moment, series))
                    .filter(Objects::nonNull)
                    .reduce((a, b) -> name.equals("SUM") ? a + b : name.equals("MIN") ? Math.min(a, b) : Math.max(a, b))
                    .orElse(null);
        }
        throw unknown(name + "()");
    }
}
