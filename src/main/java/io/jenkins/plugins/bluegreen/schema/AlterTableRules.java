package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.List;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_constraintContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** ALTER TABLE: every action is judged by itself; the statement is as bad as its worst. */
final class AlterTableRules {
    private final Catalogue catalogue;
    private final ColumnRules columns;

    AlterTableRules(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.columns = new ColumnRules(catalogue);
    }

    List<Rule> judge(Alter_table_statementContext alter) {
        String table = name(alter.name);
        List<Rule> hits = alter.table_action().isEmpty()
                ? List.of(judgeWhole(alter))
                : alter.table_action().stream()
                        .map(action -> judgeAction(table, action))
                        .toList();
        return catalogue.isNew(table) ? List.of(Rule.ON_NEW_TABLE) : hits;
    }

    private Rule judgeWhole(Alter_table_statementContext alter) {
        if (alter.alter_partition() != null) {
            return judgePartition(alter.alter_partition());
        }
        if (alter.set_schema() != null) {
            return Rule.MOVE_SCHEMA;
        }
        if (alter.rename_to() != null) {
            return Rule.RENAME_TABLE;
        }
        if (has(alter, SQLParser.RENAME)) {
            return has(alter, SQLParser.CONSTRAINT) ? Rule.RENAME_CONSTRAINT : Rule.RENAME_COLUMN;
        }
        return Rule.UNJUDGED;
    }

    private Rule judgePartition(Alter_partitionContext partition) {
        if (has(partition, SQLParser.DETACH)) {
            return Rule.DETACH_PARTITION;
        }
        String child = name(partition.partition_table_value().schema_qualified_name());
        return catalogue.isNew(child) ? Rule.ON_NEW_TABLE : Rule.ATTACH_PARTITION;
    }

    private Rule judgeAction(String table, Table_actionContext action) {
        if (action.table_column_definition() != null) {
            return columns.add(table, action.table_column_definition());
        }
        if (action.column_action() != null) {
            return columns.alter(table, name(action.column), action.column_action());
        }
        if (action.tabl_constraint != null) {
            return addConstraint(table, action.tabl_constraint);
        }
        if (action.validate_constraint() != null) {
            return validate(table, name(action.validate_constraint().constraint_name));
        }
        if (action.drop_constraint() != null) {
            return dropConstraint(table, action.drop_constraint());
        }
        return has(action, SQLParser.DROP) ? Rule.DROP_COLUMN : judgeSetting(action);
    }

    private static Rule judgeSetting(Table_actionContext action) {
        if (has(action, SQLParser.ROW)) {
            boolean opens = has(action, SQLParser.DISABLE) || has(action, SQLParser.NO);
            return opens ? Rule.DISABLE_ROW_SECURITY : Rule.ENABLE_ROW_SECURITY;
        }
        if (has(action, SQLParser.TRIGGER) || has(action, SQLParser.RULE)) {
            return Rule.TOGGLE_TRIGGER;
        }
        if (action.set_logged() != null || action.set_tablespace() != null || has(action, SQLParser.ACCESS)) {
            return Rule.REWRITE_TABLE;
        }
        if (action.owner_to() != null) {
            return Rule.CHANGE_OWNER;
        }
        if (action.inherit_option() != null && !has(action, SQLParser.CONSTRAINT)) {
            return Rule.INHERITANCE;
        }
        if (has(action, SQLParser.OIDS) || action.define_foreign_options() != null) {
            return Rule.UNJUDGED;
        }
        return Rule.TABLE_PARAMETER;
    }

    private Rule addConstraint(String table, Constraint_commonContext constraint) {
        Constr_bodyContext body = constraint.constr_body();
        boolean notValid = has(constraint, SQLParser.VALID);
        String name = constraint.identifier() == null ? "" : name(constraint.identifier());
        catalogue.check(table, Syntax.columnsOfCheck(body));
        catalogue.addConstraint(table, name, notNullColumn(body), !notValid);
        if (body.index_parameters() != null && body.index_parameters().schema_qualified_name() != null) {
            return Rule.ADD_CONSTRAINT_USING_INDEX;
        }
        if (has(body, SQLParser.EXCLUDE)) {
            return Rule.ADD_EXCLUSION;
        }
        if (has(body, SQLParser.UNIQUE)) {
            return Rule.ADD_UNIQUE;
        }
        if (has(body, SQLParser.PRIMARY)) {
            return Rule.ADD_PRIMARY_KEY;
        }
        if (notValid) {
            return Rule.ADD_CONSTRAINT_NOT_VALID;
        }
        if (has(body, SQLParser.REFERENCES)) {
            return Rule.ADD_FOREIGN_KEY;
        }
        return has(body, SQLParser.CHECK) ? Rule.ADD_CHECK : Rule.SET_NOT_NULL;
    }

    private Rule validate(String table, String constraint) {
        catalogue.validate(table, constraint);
        return catalogue.isConstraintOfThisFile(table, constraint)
                ? Rule.VALIDATE_IN_SAME_FILE
                : Rule.VALIDATE_CONSTRAINT;
    }

    private Rule dropConstraint(String table, Drop_constraintContext drop) {
        String constraint = name(drop.constraint_name);
        boolean ours = catalogue.isConstraintOfThisFile(table, constraint);
        boolean helper = catalogue.isNotNullCheck(table, constraint);
        catalogue.dropConstraint(table, constraint);
        if (drop.cascade_restrict() != null && has(drop.cascade_restrict(), SQLParser.CASCADE)) {
            return Rule.DROP_CONSTRAINT_CASCADE;
        }
        return ours || helper ? Rule.DROP_OWN_CONSTRAINT : Rule.DROP_CONSTRAINT;
    }

    /** The column that {@code CHECK (column IS NOT NULL)} keeps from NULL, or empty. */
    private static String notNullColumn(Constr_bodyContext body) {
        if (!has(body, SQLParser.CHECK) || body.vex().isEmpty()) {
            return "";
        }
        VexContext check = body.expression;
        boolean isNotNull = check.vex().size() == 1
                && (has(check, SQLParser.NOTNULL)
                        || Syntax.words(check).equals(List.of(SQLParser.IS, SQLParser.NOT, SQLParser.NULL)));
        return isNotNull ? name(check.vex(0)) : "";
    }
}
