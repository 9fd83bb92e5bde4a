package io.jenkins.plugins.bluegreen.schema;

import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/**
 * One statement of a script, before it is parsed.
 *
 * @param line where its first word stands, from 1
 * @param text as written, without the semicolon
 * @param tokens its tokens, none for a part the lexer refused
 * @param accepted the rules somebody accepted for it, each with the reason given
 * @param flaw why the lexer refused it, empty otherwise
 */
record Statement(int line, String text, List<Token> tokens, Map<String, String> accepted, String flaw) {
    Statement {
        tokens = List.copyOf(tokens);
        accepted = Map.copyOf(accepted);
    }
}
