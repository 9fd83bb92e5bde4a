package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.first;
import static io.jenkins.plugins.bluegreen.schema.Syntax.has;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_sequence_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_type_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Materialized_view_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rename_toContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_schemaContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_tablespaceContext;

/** ALTER of everything but tables. */
final class AlterRules {
    private final AlterTableRules tables;

    AlterRules(Catalogue catalogue) {
        this.tables = new AlterTableRules(catalogue);
    }

    List<Rule> judge(Schema_alterContext alter) {
        return alter.alter_table_statement() != null
                ? tables.judge(alter.alter_table_statement())
                : List.of(judgeOne(alter));
    }

    private static Rule judgeOne(Schema_alterContext alter) {
        if (changesServer(alter)) {
            return Rule.SERVER_SETTING;
        }
        if (alter.alter_index_statement() != null) {
            return judgeIndex(alter);
        }
        if (isHarmlessRename(alter)) {
            return Rule.TABLE_PARAMETER;
        }
        if (first(alter, Set_schemaContext.class).isPresent()) {
            return Rule.MOVE_SCHEMA;
        }
        if (first(alter, Rename_toContext.class).isPresent()) {
            return Rule.RENAME_OBJECT;
        }
        if (alter.alter_type_statement() != null) {
            return judgeType(alter.alter_type_statement());
        }
        if (alter.alter_domain_statement() != null) {
            return judgeDomain(alter.alter_domain_statement());
        }
        if (alter.alter_sequence_statement() != null) {
            return judgeSequence(alter.alter_sequence_statement());
        }
        if (alter.alter_view_statement() != null || alter.alter_materialized_view_statement() != null) {
            return judgeView(alter);
        }
        return judgeRare(alter);
    }

    private static Rule judgeRare(Schema_alterContext alter) {
        if (alter.alter_default_privileges_statement() != null) {
            return Syntax.terminals(alter, SQLParser.REVOKE).isEmpty() ? Rule.GRANT : Rule.REVOKE;
        }
        if (alter.alter_owner_statement() != null) {
            return Rule.CHANGE_OWNER;
        }
        if (alter.alter_policy_statement() != null) {
            return Rule.ALTER_POLICY;
        }
        if (alter.alter_extension_statement() != null) {
            return Rule.ALTER_EXTENSION;
        }
        if (alter.alter_function_statement() != null) {
            return Rule.REPLACE_ROUTINE;
        }
        return alter.alter_statistics_statement() != null ? Rule.TABLE_PARAMETER : Rule.UNJUDGED;
    }

    private static boolean changesServer(Schema_alterContext alter) {
        return Stream.of(
                        alter.alter_database_statement(),
                        alter.alter_group_statement(),
                        alter.alter_server_statement(),
                        alter.alter_subscription_statement(),
                        alter.alter_tablespace_statement(),
                        alter.alter_user_mapping_statement(),
                        alter.alter_user_or_role_statement())
                .anyMatch(kind -> kind != null);
    }

    /** No statement names a trigger, a rule, a policy or a statistics object. */
    private static boolean isHarmlessRename(Schema_alterContext alter) {
        boolean unnamed = Stream.of(
                        alter.alter_trigger_statement(),
                        alter.alter_rule_statement(),
                        alter.alter_policy_statement(),
                        alter.alter_statistics_statement())
                .anyMatch(kind -> kind != null);
        return unnamed && first(alter, Rename_toContext.class).isPresent();
    }

    private static Rule judgeIndex(Schema_alterContext alter) {
        if (first(alter, Set_tablespaceContext.class).isPresent()) {
            return Rule.REWRITE_TABLE;
        }
        return first(alter, Rename_toContext.class).isPresent() ? Rule.RENAME_INDEX : Rule.TABLE_PARAMETER;
    }

    private static Rule judgeType(Alter_type_statementContext alter) {
        if (alter.new_enum_value != null) {
            return Rule.ENUM_ADD_VALUE;
        }
        if (alter.existing_enum_name != null) {
            return Rule.ENUM_RENAME_VALUE;
        }
        boolean composite = !alter.type_action().isEmpty() || alter.attribute_name != null;
        return composite ? Rule.ALTER_COMPOSITE : Rule.UNJUDGED;
    }

    private static Rule judgeDomain(Alter_domain_statementContext alter) {
        if (alter.dom_constraint != null) {
            return alter.not_valid != null ? Rule.ADD_CONSTRAINT_NOT_VALID : Rule.ALTER_DOMAIN;
        }
        if (alter.validate_constraint() != null) {
            return Rule.VALIDATE_CONSTRAINT;
        }
        if (alter.drop_constraint() != null) {
            return Rule.DROP_CONSTRAINT;
        }
        if (alter.set_def_column() != null) {
            return Rule.SET_DEFAULT;
        }
        if (alter.drop_def() != null) {
            return Rule.DROP_DEFAULT;
        }
        if (has(alter, SQLParser.RENAME)) {
            return Rule.RENAME_CONSTRAINT;
        }
        return has(alter, SQLParser.DROP) ? Rule.DROP_NOT_NULL : Rule.ALTER_DOMAIN;
    }

    private static Rule judgeSequence(Alter_sequence_statementContext alter) {
        Set<Integer> harmless = Set.of(SQLParser.OWNED, SQLParser.CACHE, SQLParser.MAXVALUE);
        boolean widens = alter.RESTART().isEmpty()
                && alter.sequence_body().stream()
                        .allMatch(part -> Syntax.words(part).stream().anyMatch(harmless::contains)
                                || has(part, SQLParser.BIGINT));
        return widens ? Rule.TABLE_PARAMETER : Rule.ALTER_SEQUENCE;
    }

    private static Rule judgeView(Schema_alterContext alter) {
        if (!Syntax.terminals(alter, SQLParser.RENAME).isEmpty()) {
            return Rule.RENAME_COLUMN;
        }
        if (first(alter, SQLParser.Drop_defContext.class).isPresent()) {
            return Rule.DROP_DEFAULT;
        }
        boolean rewrites = first(alter, Set_tablespaceContext.class).isPresent()
                || Syntax.all(alter, Materialized_view_actionContext.class).stream()
                        .anyMatch(action -> has(action, SQLParser.ACCESS));
        return rewrites ? Rule.REWRITE_TABLE : Rule.TABLE_PARAMETER;
    }
}
