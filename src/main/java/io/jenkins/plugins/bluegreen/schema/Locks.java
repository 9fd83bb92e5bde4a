package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.all;
import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_policy_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_rewrite_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_trigger_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_policy_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_trigger_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Only_table_multiplyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Truncate_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;

/**
 * The relations that a statement locks, whole or some rows of them, so that others wait until its transaction ends. How long each wait is does
 * not matter here: whoever holds one lock and waits for another can be one of two who wait for each other.
 */
final class Locks {
    private final Set<String> relations = new LinkedHashSet<>();

    private Locks() {}

    /** Their names; a dropped index stands for its table, which is not known. */
    static Set<String> of(StatementContext statement) {
        Locks locks = new Locks();
        locks.ofDefinitions(statement);
        locks.ofRows(statement);
        return locks.relations;
    }

    private void ofDefinitions(StatementContext statement) {
        all(statement, Alter_table_statementContext.class).stream()
                .filter(alter -> !onlyValidates(alter))
                .forEach(alter -> add(alter.name));
        all(statement, Constr_bodyContext.class).stream()
                .filter(constraint -> has(constraint, SQLParser.REFERENCES))
                .forEach(constraint -> add(constraint.schema_qualified_name()));
        all(statement, Create_index_statementContext.class).stream()
                .filter(index -> !has(index, SQLParser.CONCURRENTLY))
                .forEach(index -> add(index.table_name));
        all(statement, Create_trigger_statementContext.class).forEach(trigger -> add(trigger.table_name));
        all(statement, Create_rewrite_statementContext.class).forEach(rule -> add(rule.table_name));
        all(statement, Create_policy_statementContext.class).forEach(policy -> add(policy.schema_qualified_name()));
        all(statement, Drop_trigger_statementContext.class).forEach(trigger -> add(trigger.table_name));
        all(statement, Drop_policy_statementContext.class).forEach(policy -> add(policy.schema_qualified_name()));
        all(statement, Drop_statementsContext.class).stream()
                .filter(Locks::dropsRelation)
                .flatMap(drop -> all(drop, Schema_qualified_nameContext.class).stream())
                .forEach(this::add);
    }

    private void ofRows(StatementContext statement) {
        all(statement, Update_stmt_for_psqlContext.class).forEach(update -> add(update.update_table_name));
        all(statement, Delete_stmt_for_psqlContext.class).forEach(delete -> add(delete.delete_table_name));
        all(statement, Merge_stmt_for_psqlContext.class).forEach(merge -> add(merge.merge_table_name));
        all(statement, Truncate_stmtContext.class).forEach(truncate -> addAll(truncate.only_table_multiply()));
        all(statement, Lock_tableContext.class).forEach(lock -> addAll(lock.only_table_multiply()));
    }

    private static boolean onlyValidates(Alter_table_statementContext alter) {
        return !alter.table_action().isEmpty()
                && alter.table_action().stream().allMatch(action -> action.validate_constraint() != null);
    }

    private static boolean dropsRelation(Drop_statementsContext drop) {
        return !has(drop, SQLParser.CONCURRENTLY)
                && (has(drop, SQLParser.TABLE) || has(drop, SQLParser.VIEW) || has(drop, SQLParser.INDEX));
    }

    private void addAll(List<Only_table_multiplyContext> tables) {
        tables.forEach(table -> add(table.schema_qualified_name()));
    }

    private void add(ParserRuleContext relation) {
        if (relation != null) {
            relations.add(name(relation));
        }
    }
}
