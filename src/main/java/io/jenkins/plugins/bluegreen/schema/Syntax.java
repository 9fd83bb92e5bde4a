package io.jenkins.plugins.bluegreen.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Indirection_varContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/** The grammar: from the tokens of one statement to its tree, and questions to the tree. */
final class Syntax {
    private static final BaseErrorListener STRICT = new BaseErrorListener() {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new ParseCancellationException(message);
        }
    };

    private Syntax() {}

    /** The tree of one statement; empty when PostgreSQL's grammar, as this parser knows it, has no such statement. */
    static Optional<StatementContext> parse(Statement statement) {
        if (!statement.flaw().isEmpty() || statement.tokens().isEmpty()) {
            return Optional.empty();
        }
        SQLParser parser = new SQLParser(new CommonTokenStream(endingWithEof(statement)));
        parser.removeErrorListeners();
        parser.addErrorListener(STRICT);
        try {
            return parser.sql().statement().stream().findFirst();
        } catch (ParseCancellationException e) {
            return Optional.empty();
        }
    }

    private static ListTokenSource endingWithEof(Statement statement) {
        ListTokenSource source = new ListTokenSource(statement.tokens());
        source.setTokenFactory(CommonTokenFactory.DEFAULT);
        return source;
    }

    /** Whether the node has the word as a direct child. */
    static boolean has(ParserRuleContext node, int tokenType) {
        return node.getToken(tokenType, 0) != null;
    }

    /** Every node of a type under the root, the root included, in the order written. */
    static <T extends ParserRuleContext> List<T> all(ParseTree root, Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(root, type, found);
        return found;
    }

    private static <T extends ParserRuleContext> void collect(ParseTree node, Class<T> type, List<T> found) {
        if (type.isInstance(node)) {
            found.add(type.cast(node));
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            collect(node.getChild(i), type, found);
        }
    }

    /** The first node of a type under the root. */
    static <T extends ParserRuleContext> Optional<T> first(ParseTree root, Class<T> type) {
        return all(root, type).stream().findFirst();
    }

    /** The direct children that are keywords or signs, as token types. */
    static List<Integer> words(ParserRuleContext node) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            if (node.getChild(i) instanceof TerminalNode word) {
                words.add(word.getSymbol().getType());
            }
        }
        return words;
    }

    /** Every occurrence of a word anywhere under the root. */
    static List<TerminalNode> terminals(ParseTree root, int tokenType) {
        List<TerminalNode> found = new ArrayList<>();
        if (root instanceof TerminalNode word && word.getSymbol().getType() == tokenType) {
            found.add(word);
        }
        for (int i = 0; i < root.getChildCount(); i++) {
            found.addAll(terminals(root.getChild(i), tokenType));
        }
        return found;
    }

    /** The names in a CHECK: its columns, and what else it mentions; none for another constraint. */
    static List<String> columnsOfCheck(Constr_bodyContext constraint) {
        if (!has(constraint, SQLParser.CHECK)) {
            return List.of();
        }
        return all(constraint.expression, Indirection_varContext.class).stream()
                .map(Syntax::name)
                .toList();
    }

    /** A name as PostgreSQL folds it, without the schema {@code public}. */
    static String name(ParserRuleContext node) {
        String text = node.getText().toLowerCase(Locale.ROOT);
        return text.startsWith("public.") ? text.substring("public.".length()) : text;
    }
}
