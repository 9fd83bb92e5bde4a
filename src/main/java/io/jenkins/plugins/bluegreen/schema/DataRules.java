package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.all;
import static io.jenkins.plugins.bluegreen.schema.Syntax.first;
import static io.jenkins.plugins.bluegreen.schema.Syntax.has;
import static io.jenkins.plugins.bluegreen.schema.Syntax.name;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Into_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Only_table_multiplyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Truncate_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** SELECT, INSERT, UPDATE, DELETE, MERGE and TRUNCATE, wherever they stand: WITH may hold any of them. */
final class DataRules {
    private final Catalogue catalogue;

    DataRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Rule> judge(ParserRuleContext statement) {
        List<Rule> hits = new ArrayList<>();
        all(statement, Delete_stmt_for_psqlContext.class).forEach(delete -> hits.add(judgeDelete(delete)));
        all(statement, Update_stmt_for_psqlContext.class).forEach(update -> hits.add(judgeUpdate(update)));
        all(statement, Merge_stmt_for_psqlContext.class)
                .forEach(merge -> hits.add(orOnNew(name(merge.merge_table_name), Rule.MERGE)));
        all(statement, Insert_stmt_for_psqlContext.class).forEach(insert -> hits.add(Rule.INSERT));
        first(statement, Into_tableContext.class).ifPresent(into -> hits.add(Rule.CREATE_TABLE));
        if (Expressions.calls(statement, "setval")) {
            hits.add(Rule.ALTER_SEQUENCE);
        } else if (!Expressions.isHarmless(statement)) {
            hits.add(Rule.FUNCTION_CALL);
        }
        return hits.isEmpty() ? List.of(Rule.SELECT) : hits;
    }

    Rule judgeTruncate(Truncate_stmtContext truncate) {
        boolean allNew = all(truncate, Only_table_multiplyContext.class).stream()
                .allMatch(table -> catalogue.isNew(name(table.schema_qualified_name())));
        return allNew ? Rule.ON_NEW_TABLE : Rule.TRUNCATE;
    }

    private Rule judgeDelete(Delete_stmt_for_psqlContext delete) {
        boolean everyRow = !has(delete, SQLParser.WHERE) || isAlwaysTrue(delete.vex());
        return orOnNew(name(delete.delete_table_name), everyRow ? Rule.DELETE_ALL : Rule.DELETE_SOME);
    }

    private Rule judgeUpdate(Update_stmt_for_psqlContext update) {
        boolean bounded = has(update, SQLParser.WHERE) && (update.vex() == null || isBounded(update.vex()));
        return orOnNew(name(update.update_table_name), bounded ? Rule.UPDATE_SOME : Rule.UPDATE_ALL);
    }

    private Rule orOnNew(String table, Rule otherwise) {
        return catalogue.isNew(table) ? Rule.ON_NEW_TABLE : otherwise;
    }

    /** A fresh column is null in every row, so a condition made of IS NULL alone bounds nothing. */
    private static boolean isBounded(VexContext condition) {
        return !isAlwaysTrue(condition)
                && all(condition, VexContext.class).stream()
                        .anyMatch(part -> has(part, SQLParser.EQUAL)
                                || has(part, SQLParser.LTH)
                                || has(part, SQLParser.GTH)
                                || has(part, SQLParser.LEQ)
                                || has(part, SQLParser.GEQ)
                                || has(part, SQLParser.IN)
                                || has(part, SQLParser.BETWEEN));
    }

    private static boolean isAlwaysTrue(VexContext condition) {
        return condition != null && List.of("true", "(true)", "1=1", "(1=1)").contains(name(condition));
    }
}
