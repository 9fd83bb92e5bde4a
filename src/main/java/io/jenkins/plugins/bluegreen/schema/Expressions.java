package io.jenkins.plugins.bluegreen.schema;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;

/** What the functions in an expression can do. A function that is not listed here is taken for the worst. */
final class Expressions {
    /** Immutable and stable functions of PostgreSQL (pg_proc.provolatile i and s), those that migrations use. */
    private static final Set<String> STABLE = Set.of(
            "abs",
            "age",
            "any_value",
            "array_agg",
            "array_append",
            "array_cat",
            "array_length",
            "array_position",
            "array_prepend",
            "array_remove",
            "array_replace",
            "array_to_json",
            "array_to_string",
            "avg",
            "bool_and",
            "bool_or",
            "btrim",
            "cardinality",
            "ceil",
            "ceiling",
            "char_length",
            "chr",
            "concat",
            "concat_ws",
            "count",
            "current_database",
            "current_schema",
            "current_setting",
            "date_part",
            "date_trunc",
            "decode",
            "dense_rank",
            "digest",
            "div",
            "encode",
            "every",
            "exp",
            "first_value",
            "floor",
            "format",
            "generate_series",
            "hashtext",
            "initcap",
            "json_agg",
            "json_array_elements",
            "json_array_elements_text",
            "json_build_array",
            "json_build_object",
            "jsonb_agg",
            "jsonb_array_elements",
            "jsonb_array_elements_text",
            "jsonb_build_array",
            "jsonb_build_object",
            "jsonb_each",
            "jsonb_object_agg",
            "jsonb_set",
            "jsonb_typeof",
            "lag",
            "last_value",
            "lead",
            "left",
            "length",
            "lower",
            "lpad",
            "ltrim",
            "make_date",
            "make_interval",
            "make_timestamp",
            "make_timestamptz",
            "max",
            "md5",
            "min",
            "mod",
            "now",
            "nullif",
            "octet_length",
            "percent_rank",
            "pg_column_size",
            "pg_relation_size",
            "pg_table_size",
            "pg_total_relation_size",
            "pg_typeof",
            "position",
            "power",
            "quote_ident",
            "quote_literal",
            "rank",
            "regexp_match",
            "regexp_matches",
            "regexp_replace",
            "regexp_split_to_array",
            "repeat",
            "replace",
            "reverse",
            "right",
            "round",
            "row_number",
            "row_to_json",
            "rpad",
            "rtrim",
            "sha256",
            "sign",
            "split_part",
            "sqrt",
            "statement_timestamp",
            "string_agg",
            "string_to_array",
            "strpos",
            "substr",
            "substring",
            "sum",
            "timezone",
            "to_char",
            "to_date",
            "to_json",
            "to_jsonb",
            "to_number",
            "to_regclass",
            "to_timestamp",
            "to_tsquery",
            "to_tsvector",
            "transaction_timestamp",
            "translate",
            "trim",
            "trunc",
            "unnest",
            "upper",
            "width_bucket",
            "date",
            "int4",
            "text",
            "coalesce",
            "greatest",
            "least");

    /** Volatile, but without any effect on what is stored; drawing a number leaves at worst a gap. */
    private static final Set<String> HARMLESS = Set.of(
            "clock_timestamp",
            "currval",
            "gen_random_bytes",
            "gen_random_uuid",
            "lastval",
            "nextval",
            "random",
            "timeofday",
            "txid_current",
            "uuid_generate_v1",
            "uuid_generate_v4",
            "uuidv4",
            "uuidv7");

    private Expressions() {}

    /** Whether the expression gives the same value for every row of one statement. */
    static boolean isStable(ParseTree expression) {
        return STABLE.containsAll(functions(expression));
    }

    /** Whether evaluating it changes nothing. */
    static boolean isHarmless(ParseTree expression) {
        return functions(expression).stream().allMatch(name -> STABLE.contains(name) || HARMLESS.contains(name));
    }

    static boolean calls(ParseTree expression, String function) {
        return functions(expression).contains(function);
    }

    private static List<String> functions(ParseTree expression) {
        return Syntax.all(expression, Function_callContext.class).stream()
                .map(Function_callContext::schema_qualified_name_nontype)
                .filter(Objects::nonNull)
                .map(name -> name.getText().toLowerCase(Locale.ROOT).replaceFirst("^pg_catalog\\.", ""))
                .toList();
    }
}
