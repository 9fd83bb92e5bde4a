package io.jenkins.plugins.bluegreen.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The type of a column, as far as the cost of changing it goes.
 *
 * @param name PostgreSQL's name, aliases resolved: {@code integer} for {@code int4}
 * @param length of characters, bits or fractions of a second, or the precision of a numeric; -1 for none
 * @param scale of a numeric; 0 where none is given
 * @param suffix brackets of an array
 */
record ColumnType(String name, int length, int scale, String suffix) {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("serial4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("serial8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("charactervarying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("bool", "boolean"),
            Map.entry("float4", "real"),
            Map.entry("float8", "doubleprecision"),
            Map.entry("float", "doubleprecision"),
            Map.entry("bitvarying", "varbit"));
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final List<String> FRACTIONS = List.of("timestamp", "timestamptz", "time", "timetz", "interval");

    /** From the text of a type without blanks: {@code numeric(10,2)}, {@code timestamp(3)withtimezone}, {@code text[]}. */
    static ColumnType of(String written) {
        String text =
                written.toLowerCase(Locale.ROOT).replace("pg_catalog.", "").replace("withouttimezone", "");
        int array = text.endsWith("array") ? text.length() - "array".length() : text.indexOf('[');
        String suffix = array < 0 ? "" : "[]";
        String scalar = array < 0 ? text : text.substring(0, array);
        boolean zoned = scalar.endsWith("withtimezone");
        scalar = scalar.replace("withtimezone", "");

        int open = scalar.indexOf('(');
        int[] numbers = open < 0 ? new int[0] : numbers(scalar.substring(open));
        String bare = numbers.length > 0 ? scalar.substring(0, open) : scalar;
        String name = ALIASES.getOrDefault(bare, bare) + (zoned ? "tz" : "");
        int length = numbers.length > 0 ? numbers[0] : name.equals("char") ? 1 : -1;
        return new ColumnType(name, length, numbers.length > 1 ? numbers[1] : 0, suffix);
    }

    /** The numbers in {@code (10,2)}; none where there is anything else, as in {@code geometry(Point,4326)}. */
    private static int[] numbers(String parentheses) {
        String inner = parentheses.replace("(", "").replace(")", "");
        boolean plain = !inner.isEmpty() && inner.chars().allMatch(c -> c == ',' || c >= '0' && c <= '9');
        return plain
                ? Arrays.stream(inner.split(",")).mapToInt(Integer::parseInt).toArray()
                : new int[0];
    }

    /** What it costs, and whom it breaks, to change a column of this type into another. */
    Rule changeTo(ColumnType next) {
        if (equals(next)) {
            return Rule.WIDEN_TYPE;
        }
        if (!suffix.equals(next.suffix)) {
            return Rule.CHANGE_TYPE;
        }
        if (isText() && next.isText()) {
            return next.holdsLength(length) ? Rule.WIDEN_TYPE : Rule.NARROW_TYPE;
        }
        if (INTEGERS.contains(name) && INTEGERS.contains(next.name)) {
            return INTEGERS.indexOf(next.name) > INTEGERS.indexOf(name) ? Rule.REWRITE_TYPE : Rule.NARROW_TYPE;
        }
        if (name.equals("real") && next.name.equals("doubleprecision")) {
            return Rule.REWRITE_TYPE;
        }
        if (name.equals("cidr") && next.name.equals("inet")) {
            return Rule.WIDEN_TYPE;
        }
        return name.equals(next.name) ? changeLength(next) : Rule.CHANGE_TYPE;
    }

    private Rule changeLength(ColumnType next) {
        if (name.equals("numeric")) {
            return changeNumeric(next);
        }
        if (name.equals("varbit") || FRACTIONS.contains(name)) {
            return next.holdsLength(length) ? Rule.WIDEN_TYPE : Rule.NARROW_TYPE;
        }
        return next.holdsLength(length) ? Rule.REWRITE_TYPE : Rule.NARROW_TYPE;
    }

    private Rule changeNumeric(ColumnType next) {
        if (next.length == -1) {
            return Rule.WIDEN_TYPE;
        }
        if (length == -1 || next.length - next.scale < length - scale || next.scale < scale) {
            return Rule.NARROW_TYPE;
        }
        return next.scale == scale ? Rule.WIDEN_TYPE : Rule.REWRITE_TYPE;
    }

    private boolean isText() {
        return name.equals("text") || name.equals("varchar");
    }

    /** Whether everything of the given length fits; -1 is without limit. */
    private boolean holdsLength(int other) {
        return length == -1 || other != -1 && length >= other;
    }
}
