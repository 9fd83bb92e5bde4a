package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;

/** DROP of whole objects. Columns and constraints are ALTER TABLE. */
final class DropRules {
    /** Word of the kind to rule; the first that stands in the statement decides. */
    private static final Map<Integer, Rule> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(SQLParser.TABLE, Rule.DROP_TABLE);
        KINDS.put(SQLParser.VIEW, Rule.DROP_VIEW);
        KINDS.put(SQLParser.INDEX, Rule.DROP_INDEX);
        KINDS.put(SQLParser.SEQUENCE, Rule.DROP_SEQUENCE);
        KINDS.put(SQLParser.SCHEMA, Rule.DROP_SCHEMA);
        KINDS.put(SQLParser.DOMAIN, Rule.DROP_TYPE);
        KINDS.put(SQLParser.TYPE, Rule.DROP_TYPE);
        KINDS.put(SQLParser.EXTENSION, Rule.DROP_EXTENSION);
        KINDS.put(SQLParser.ROLE, Rule.DROP_ROLE);
        KINDS.put(SQLParser.USER, Rule.DROP_ROLE);
        KINDS.put(SQLParser.GROUP, Rule.DROP_ROLE);
        KINDS.put(SQLParser.STATISTICS, Rule.TABLE_PARAMETER);
    }

    private final Catalogue catalogue;

    DropRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Rule judge(Schema_dropContext drop) {
        if (drop.drop_statements() != null) {
            return judgeObjects(drop.drop_statements());
        }
        if (drop.drop_database_statement() != null) {
            return Rule.DROP_DATABASE;
        }
        if (drop.drop_function_statement() != null) {
            return newOr(drop.drop_function_statement().schema_qualified_name(), Rule.DROP_ROUTINE);
        }
        if (drop.drop_trigger_statement() != null) {
            return newOr(drop.drop_trigger_statement().table_name, Rule.DROP_TRIGGER);
        }
        if (drop.drop_policy_statement() != null) {
            return newOr(drop.drop_policy_statement().schema_qualified_name(), Rule.DROP_POLICY);
        }
        return Rule.DROP_OBJECT;
    }

    private Rule judgeObjects(Drop_statementsContext drop) {
        boolean allNew = Syntax.all(drop, Schema_qualified_nameContext.class).stream()
                .allMatch(object -> catalogue.isNew(name(object)));
        if (allNew) {
            return Rule.DROP_NEW;
        }
        if (has(drop, SQLParser.INDEX) && has(drop, SQLParser.CONCURRENTLY)) {
            return Rule.DROP_INDEX_CONCURRENTLY;
        }
        return KINDS.entrySet().stream()
                .filter(kind -> has(drop, kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Rule.DROP_OBJECT);
    }

    private Rule newOr(Schema_qualified_nameContext object, Rule otherwise) {
        return catalogue.isNew(name(object)) ? Rule.DROP_NEW : otherwise;
    }
}
