package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Syntax.first;
import static io.jenkins.plugins.bluegreen.schema.Syntax.has;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Copy_from_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_modeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_additionalContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Vacuum_optionContext;

/** Leads each statement to the rules of its kind, and judges the kinds that have none of their own. */
final class StatementRules {
    /** What a statement that changes nothing by itself starts with. */
    private static final Set<Integer> SESSION_WORDS = Set.of(
            SQLParser.LISTEN,
            SQLParser.UNLISTEN,
            SQLParser.DEALLOCATE,
            SQLParser.RESET,
            SQLParser.CHECKPOINT,
            SQLParser.DISCARD,
            SQLParser.FETCH,
            SQLParser.MOVE,
            SQLParser.CLOSE);

    private final CreateRules create;
    private final AlterRules alter;
    private final DropRules drop;
    private final DataRules data;

    StatementRules(Catalogue catalogue) {
        this.data = new DataRules(catalogue);
        this.create = new CreateRules(catalogue, data);
        this.alter = new AlterRules(catalogue);
        this.drop = new DropRules(catalogue);
    }

    /** Every rule the statement touches, at least one. */
    List<Rule> judge(StatementContext statement) {
        if (statement.data_statement() != null) {
            return data.judge(statement);
        }
        Schema_statementContext schema = statement.schema_statement();
        if (schema == null) {
            return judgeScript(statement.script_statement());
        }
        if (schema.schema_create() != null) {
            return create.judge(schema.schema_create());
        }
        return schema.schema_alter() != null
                ? alter.judge(schema.schema_alter())
                : List.of(drop.judge(schema.schema_drop()));
    }

    private List<Rule> judgeScript(Script_statementContext script) {
        if (script.script_transaction() != null) {
            return List.of(first(script, Lock_tableContext.class)
                    .map(StatementRules::judgeLock)
                    .orElse(Rule.TRANSACTION));
        }
        Script_additionalContext more = script.script_additional();
        if (more.additional_statement() != null) {
            return judgeAdditional(more.additional_statement());
        }
        if (more.explain_statement() != null || more.declare_statement() != null) {
            return data.judge(more);
        }
        if (more.show_statement() != null) {
            return List.of(Rule.SESSION);
        }
        if (has(more, SQLParser.VACUUM)) {
            return List.of(isFull(more) ? Rule.REWRITE_TABLE : Rule.MAINTENANCE);
        }
        return List.of(startsSession(more) ? Rule.SESSION : Rule.DYNAMIC_SQL);
    }

    private List<Rule> judgeAdditional(Additional_statementContext statement) {
        if (statement.anonymous_block() != null) {
            return List.of(Rule.ANONYMOUS_BLOCK);
        }
        if (statement.truncate_stmt() != null) {
            return List.of(data.judgeTruncate(statement.truncate_stmt()));
        }
        if (statement.copy_statement() != null) {
            return judgeCopy(statement);
        }
        if (statement.reindex_stmt() != null) {
            return List.of(
                    has(statement.reindex_stmt(), SQLParser.CONCURRENTLY) ? Rule.REINDEX_CONCURRENTLY : Rule.REINDEX);
        }
        if (statement.cluster_stmt() != null) {
            return List.of(Rule.REWRITE_TABLE);
        }
        if (statement.analyze_keyword() != null) {
            return List.of(Rule.MAINTENANCE);
        }
        if (has(statement, SQLParser.REFRESH)) {
            return List.of(has(statement, SQLParser.CONCURRENTLY) ? Rule.REFRESH_VIEW_CONCURRENTLY : Rule.REFRESH_VIEW);
        }
        if (has(statement, SQLParser.REASSIGN)) {
            return List.of(Rule.CHANGE_OWNER);
        }
        if (has(statement, SQLParser.RESET)) {
            return List.of(SessionRules.judgeReset(statement));
        }
        boolean session = startsSession(statement) || statement.notify_stmt() != null;
        return List.of(session ? Rule.SESSION : Rule.DYNAMIC_SQL);
    }

    private List<Rule> judgeCopy(Additional_statementContext statement) {
        if (!Syntax.terminals(statement, SQLParser.PROGRAM).isEmpty()) {
            return List.of(Rule.DYNAMIC_SQL);
        }
        return first(statement, Copy_from_statementContext.class).isPresent()
                ? List.of(Rule.COPY)
                : data.judge(statement);
    }

    private static Rule judgeLock(Lock_tableContext lock) {
        Lock_modeContext mode = lock.lock_mode();
        if (mode == null) {
            return Rule.LOCK_TABLE;
        }
        List<Integer> words = Syntax.words(mode);
        boolean shares = words.equals(List.of(SQLParser.ACCESS, SQLParser.SHARE))
                || words.equals(List.of(SQLParser.ROW, SQLParser.SHARE))
                || words.equals(List.of(SQLParser.ROW, SQLParser.EXCLUSIVE))
                || words.equals(List.of(SQLParser.SHARE, SQLParser.UPDATE, SQLParser.EXCLUSIVE));
        return shares ? Rule.LOCK_TABLE_WEAK : Rule.LOCK_TABLE;
    }

    private static boolean isFull(Script_additionalContext vacuum) {
        return has(vacuum.vacuum_mode(), SQLParser.FULL)
                || Syntax.all(vacuum, Vacuum_optionContext.class).stream()
                        .anyMatch(option -> has(option, SQLParser.FULL)
                                && (option.boolean_value() == null
                                        || !Set.of("false", "off", "0").contains(Syntax.name(option.boolean_value()))));
    }

    private static boolean startsSession(ParserRuleContext statement) {
        return Syntax.words(statement).stream().limit(1).anyMatch(SESSION_WORDS::contains);
    }
}
