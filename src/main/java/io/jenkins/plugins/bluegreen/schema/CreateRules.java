package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_policy_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rule_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;

/** CREATE, and the statements the grammar keeps with it: COMMENT, GRANT, REVOKE, SET. */
final class CreateRules {
    private final Catalogue catalogue;
    private final DataRules data;

    CreateRules(Catalogue catalogue, DataRules data) {
        this.catalogue = catalogue;
        this.data = data;
    }

    List<Rule> judge(Schema_createContext statement) {
        if (statement.create_table_statement() != null) {
            return List.of(createTable(statement.create_table_statement()));
        }
        if (statement.create_table_as_statement() != null) {
            catalogue.createTable(name(statement.create_table_as_statement().name));
            return withQuery(Rule.CREATE_TABLE, statement);
        }
        if (statement.create_view_statement() != null) {
            return createView(statement.create_view_statement());
        }
        return List.of(judgeOne(statement));
    }

    private Rule judgeOne(Schema_createContext statement) {
        if (statement.create_index_statement() != null) {
            return createIndex(statement.create_index_statement());
        }
        if (statement.create_function_statement() != null) {
            return createRoutine(statement.create_function_statement());
        }
        if (statement.create_trigger_statement() != null) {
            return onNewOr(statement.create_trigger_statement().table_name, Rule.CREATE_TRIGGER);
        }
        if (statement.create_rewrite_statement() != null) {
            return onNewOr(statement.create_rewrite_statement().table_name, Rule.CREATE_RULE);
        }
        if (statement.create_policy_statement() != null) {
            return createPolicy(statement.create_policy_statement());
        }
        if (statement.create_domain_statement() != null) {
            return createDomain(statement.create_domain_statement());
        }
        if (statement.create_type_statement() != null) {
            return created(statement.create_type_statement().name, Rule.CREATE_TYPE);
        }
        if (statement.create_sequence_statement() != null) {
            return created(statement.create_sequence_statement().name, Rule.CREATE_SEQUENCE);
        }
        if (statement.create_schema_statement() != null) {
            return Rule.CREATE_SCHEMA;
        }
        if (statement.create_extension_statement() != null) {
            return Rule.CREATE_EXTENSION;
        }
        if (statement.create_statistics_statement() != null) {
            return Rule.CREATE_STATISTICS;
        }
        if (statement.comment_on_statement() != null) {
            return Rule.COMMENT;
        }
        if (statement.rule_common() != null) {
            return judgeRights(statement.rule_common());
        }
        return statement.set_statement() != null
                ? SessionRules.judgeSet(statement.set_statement())
                : judgeRare(statement);
    }

    private static Rule judgeRare(Schema_createContext statement) {
        boolean server = Stream.of(
                        statement.create_database_statement(),
                        statement.create_group_statement(),
                        statement.create_subscription_statement(),
                        statement.create_tablespace_statement(),
                        statement.create_user_or_role_statement())
                .anyMatch(kind -> kind != null);
        if (server) {
            return Rule.SERVER_SETTING;
        }
        // These act on objects that exist: on every statement of the server, on tables published, on other databases.
        boolean acts = Stream.of(
                        statement.create_event_trigger_statement(),
                        statement.create_publication_statement(),
                        statement.create_cast_statement(),
                        statement.create_conversion_statement(),
                        statement.schema_import(),
                        statement.security_label())
                .anyMatch(kind -> kind != null);
        return acts ? Rule.UNJUDGED : Rule.CREATE_OBJECT;
    }

    private Rule createTable(Create_table_statementContext create) {
        String table = name(create.name);
        catalogue.createTable(table);
        for (Table_column_definitionContext column :
                Syntax.all(create.define_table(), Table_column_definitionContext.class)) {
            catalogue.column(
                    table,
                    name(column.identifier()),
                    ColumnType.of(column.data_type().getText()));
        }
        Syntax.all(create.define_table(), Constr_bodyContext.class)
                .forEach(constraint -> catalogue.check(table, Syntax.columnsOfCheck(constraint)));
        return Rule.CREATE_TABLE;
    }

    private Rule createIndex(Create_index_statementContext create) {
        if (create.name != null) {
            catalogue.create(name(create.name));
        }
        if (has(create, SQLParser.CONCURRENTLY)) {
            return Rule.CREATE_INDEX_CONCURRENTLY;
        }
        return onNewOr(create.table_name, Rule.CREATE_INDEX);
    }

    private List<Rule> createView(Create_view_statementContext create) {
        boolean replaces = has(create, SQLParser.REPLACE) && !catalogue.isNew(name(create.name));
        Rule rule = created(create.name, replaces ? Rule.REPLACE_VIEW : Rule.CREATE_VIEW);
        return has(create, SQLParser.MATERIALIZED) ? withQuery(rule, create) : List.of(rule);
    }

    private Rule createRoutine(Create_function_statementContext create) {
        Schema_qualified_nameContext name = create.function_parameters().schema_qualified_name();
        boolean replaces = has(create, SQLParser.REPLACE) && !catalogue.isNew(name(name));
        return created(name, replaces ? Rule.REPLACE_ROUTINE : Rule.CREATE_ROUTINE);
    }

    private Rule createPolicy(Create_policy_statementContext create) {
        boolean restricts = has(create, SQLParser.RESTRICTIVE);
        return onNewOr(create.schema_qualified_name(), restricts ? Rule.RESTRICTIVE_POLICY : Rule.CREATE_POLICY);
    }

    private Rule createDomain(Create_domain_statementContext create) {
        if (!create.domain_constraint().isEmpty()) {
            catalogue.domainWithCheck(name(create.name));
        }
        return created(create.name, Rule.CREATE_TYPE);
    }

    private static Rule judgeRights(Rule_commonContext rights) {
        return Syntax.terminals(rights, SQLParser.REVOKE).isEmpty() ? Rule.GRANT : Rule.REVOKE;
    }

    /** The query runs at once, so what it calls counts as well. */
    private List<Rule> withQuery(Rule rule, ParserRuleContext query) {
        return data.judge(query).contains(Rule.FUNCTION_CALL) ? List.of(rule, Rule.FUNCTION_CALL) : List.of(rule);
    }

    private Rule created(ParserRuleContext object, Rule rule) {
        catalogue.create(name(object));
        return rule;
    }

    private Rule onNewOr(ParserRuleContext table, Rule otherwise) {
        return catalogue.isNew(name(table)) ? Rule.ON_NEW_TABLE : otherwise;
    }
}
