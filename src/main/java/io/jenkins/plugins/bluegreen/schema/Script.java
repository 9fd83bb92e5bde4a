package io.jenkins.plugins.bluegreen.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;

/**
 * Splits a script into statements, so that one that cannot be read does not hide the others.
 *
 * <p>A semicolon ends a statement unless it stands in a string, a comment, parentheses (CREATE RULE) or a BEGIN ATOMIC body. Data lines after
 * COPY ... FROM STDIN are passed over. A comment {@code -- bluegreen:accept <rule> <reason>} counts for the statement it stands before, in, or
 * behind on the same line.
 */
final class Script {
    private static final Pattern MARK = Pattern.compile("--\\s*bluegreen:accept\\s+([a-z-]+)\\s+(\\S.*)");
    private static final Pattern COPY_FROM_STDIN =
            Pattern.compile("\\s*COPY\\b.*\\bFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern END_OF_DATA = Pattern.compile("^\\\\\\.\\s*$", Pattern.MULTILINE);

    private final String sql;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private Map<String, String> accepted = new LinkedHashMap<>();
    private String flaw = "";
    private int parentheses;
    private int atomic;
    private int endLine;

    private Script(String sql) {
        this.sql = sql;
    }

    static List<Statement> split(String sql) {
        Script script = new Script(sql);
        int from = 0;
        int line = 1;
        while (from >= 0) {
            int next = script.read(from, line);
            line += lines(sql, from, next < 0 ? sql.length() : next);
            from = next;
        }
        return List.copyOf(script.statements);
    }

    /** Reads from an offset to the end, or to COPY data; returns the offset behind the data, or -1. */
    private int read(int from, int line) {
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(sql.substring(from)));
        lexer.setLine(line);
        lexer.removeErrorListeners();
        lexer.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int at,
                    int column,
                    String message,
                    RecognitionException cause) {
                flaw = message;
            }
        });
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                readMark(token);
            } else if (token.getType() == SQLLexer.SEMI_COLON && parentheses <= 0 && atomic == 0) {
                endLine = token.getLine();
                boolean copied =
                        !tokens.isEmpty() && COPY_FROM_STDIN.matcher(text(from)).matches();
                finish(from);
                if (copied) {
                    Matcher end = END_OF_DATA.matcher(sql);
                    return end.find(from + token.getStopIndex()) ? end.end() : -1;
                }
            } else {
                count(token.getType());
                tokens.add(token);
            }
        }
        finish(from);
        return -1;
    }

    private void readMark(Token comment) {
        Matcher mark = MARK.matcher(comment.getText());
        if (!mark.matches()) {
            return;
        }
        if (tokens.isEmpty() && !statements.isEmpty() && comment.getLine() == endLine) {
            Statement last = statements.remove(statements.size() - 1);
            Map<String, String> both = new LinkedHashMap<>(last.accepted());
            both.put(mark.group(1), mark.group(2).strip());
            statements.add(new Statement(last.line(), last.text(), last.tokens(), both, last.flaw()));
        } else {
            accepted.put(mark.group(1), mark.group(2).strip());
        }
    }

    private void count(int type) {
        switch (type) {
            case SQLLexer.LEFT_PAREN -> parentheses++;
            case SQLLexer.RIGHT_PAREN -> parentheses--;
            case SQLLexer.ATOMIC -> atomic = lastIs(SQLLexer.BEGIN) ? 1 : atomic;
            case SQLLexer.CASE -> atomic += atomic > 0 ? 1 : 0;
            case SQLLexer.END -> atomic -= atomic > 0 ? 1 : 0;
            default -> {
                // only what opens or closes matters
            }
        }
    }

    private boolean lastIs(int type) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).getType() == type;
    }

    private void finish(int from) {
        if (!tokens.isEmpty() || !flaw.isEmpty()) {
            int line = tokens.isEmpty() ? 1 : tokens.get(0).getLine();
            statements.add(new Statement(line, tokens.isEmpty() ? sql.strip() : text(from), tokens, accepted, flaw));
        }
        tokens.clear();
        accepted = new LinkedHashMap<>();
        flaw = "";
        parentheses = 0;
        atomic = 0;
    }

    private String text(int from) {
        return sql.substring(
                from + tokens.get(0).getStartIndex(),
                from + tokens.get(tokens.size() - 1).getStopIndex() + 1);
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
