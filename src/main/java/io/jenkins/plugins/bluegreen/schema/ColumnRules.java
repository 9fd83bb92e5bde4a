package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Column_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** ADD COLUMN and ALTER COLUMN on a table that is in use. */
final class ColumnRules {
    private static final Set<String> SERIALS =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");
    /** Types into which a column of unknown type is often widened; into any other it is taken for a change of meaning. */
    private static final Set<String> WIDE = Set.of("text", "varchar", "bigint", "numeric");

    private final Catalogue catalogue;

    ColumnRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Rule add(String table, Table_column_definitionContext column) {
        String written = column.data_type().getText().toLowerCase(Locale.ROOT);
        ColumnType type = ColumnType.of(written);
        catalogue.column(table, name(column.identifier()), type);
        Syntax.all(column, Constr_bodyContext.class)
                .forEach(constraint -> catalogue.check(table, Syntax.columnsOfCheck(constraint)));
        List<Constr_bodyContext> parts = column.constraint_common().stream()
                .map(Constraint_commonContext::constr_body)
                .toList();

        Optional<VexContext> defaultValue = parts.stream()
                .filter(part -> has(part, SQLParser.DEFAULT))
                .map(part -> part.default_expr)
                .filter(value -> !isNull(value))
                .findFirst();
        boolean numbered = SERIALS.contains(written) || parts.stream().anyMatch(part -> part.identity_body() != null);
        boolean generated = parts.stream().anyMatch(part -> has(part, SQLParser.GENERATED));
        boolean required = parts.stream()
                .anyMatch(
                        part -> has(part, SQLParser.PRIMARY) || has(part, SQLParser.NOT) && has(part, SQLParser.NULL));
        if (required && defaultValue.isEmpty() && !numbered && !generated) {
            return Rule.ADD_COLUMN_NOT_NULL;
        }
        if (generated && parts.stream().noneMatch(part -> has(part, SQLParser.VIRTUAL))) {
            return Rule.ADD_COLUMN_GENERATED;
        }
        if (numbered
                || defaultValue.filter(value -> !Expressions.isStable(value)).isPresent()) {
            return Rule.ADD_COLUMN_VOLATILE_DEFAULT;
        }
        boolean proves = catalogue.isCheckedDomain(type)
                || parts.stream()
                        .anyMatch(part -> has(part, SQLParser.UNIQUE)
                                || has(part, SQLParser.PRIMARY)
                                || has(part, SQLParser.CHECK)
                                || has(part, SQLParser.REFERENCES) && defaultValue.isPresent());
        return proves ? Rule.ADD_COLUMN_CONSTRAINT : Rule.ADD_COLUMN;
    }

    Rule alter(String table, String column, Column_actionContext action) {
        if (action.data_type() != null) {
            return changeType(table, column, action);
        }
        if (action.set != null) {
            return catalogue.isProvedNotNull(table, column) ? Rule.SET_NOT_NULL_PROVED : Rule.SET_NOT_NULL;
        }
        if (action.set_def_column() != null) {
            return isNull(action.set_def_column().vex()) ? Rule.DROP_DEFAULT : Rule.SET_DEFAULT;
        }
        if (action.drop_def() != null || has(action, SQLParser.IDENTITY)) {
            return Rule.DROP_DEFAULT;
        }
        if (has(action, SQLParser.EXPRESSION)) {
            return has(action, SQLParser.DROP) ? Rule.DROP_EXPRESSION : Rule.REWRITE_TABLE;
        }
        if (has(action, SQLParser.DROP)) {
            return Rule.DROP_NOT_NULL;
        }
        if (action.identity_body() != null || !action.alter_identity().isEmpty()) {
            return alterIdentity(action);
        }
        return Rule.TABLE_PARAMETER;
    }

    private static Rule alterIdentity(Column_actionContext action) {
        if (!Syntax.terminals(action, SQLParser.ALWAYS).isEmpty()) {
            return Rule.IDENTITY_ALWAYS;
        }
        boolean byDefault = !Syntax.terminals(action, SQLParser.GENERATED).isEmpty();
        return byDefault ? Rule.IDENTITY_BY_DEFAULT : Rule.ALTER_SEQUENCE;
    }

    private Rule changeType(String table, String column, Column_actionContext action) {
        ColumnType next = ColumnType.of(action.data_type().getText());
        Optional<ColumnType> present = catalogue.type(table, column);
        catalogue.column(table, column, next);
        boolean using = action.vex() != null;
        if (present.isEmpty()) {
            return WIDE.contains(next.name()) && !using ? Rule.RETYPE : Rule.CHANGE_TYPE;
        }
        Rule rule = present.get().changeTo(next);
        if (rule != Rule.WIDEN_TYPE || next.equals(present.get())) {
            return rule;
        }
        boolean rewritten = using || action.collate_identifier() != null;
        return rewritten
                ? Rule.REWRITE_TYPE
                : catalogue.isChecked(table, column) ? Rule.WIDEN_CHECKED_TYPE : Rule.WIDEN_TYPE;
    }

    private static boolean isNull(VexContext value) {
        String text = value.getText().toLowerCase(Locale.ROOT);
        return text.equals("null") || text.startsWith("null::");
    }
}
