package io.jenkins.plugins.bluegreen.schema;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;

/** Which statements PostgreSQL refuses inside a transaction block. */
final class Transactions {
    private static final Set<Integer> ALONE = Set.of(SQLLexer.VACUUM);
    private static final Set<Integer> DATABASES = Set.of(SQLLexer.DATABASE, SQLLexer.TABLESPACE, SQLLexer.SUBSCRIPTION);

    private Transactions() {}

    static boolean refuses(Statement statement) {
        List<Integer> words = statement.tokens().stream().map(Token::getType).toList();
        if (words.isEmpty()) {
            return false;
        }
        int verb = words.get(0);
        boolean objects = words.size() > 1 && DATABASES.contains(words.get(1));
        return ALONE.contains(verb)
                || (verb == SQLLexer.CREATE || verb == SQLLexer.DROP) && objects
                || verb == SQLLexer.ALTER && words.size() > 1 && words.get(1) == SQLLexer.SYSTEM
                || words.contains(SQLLexer.CONCURRENTLY) && verb != SQLLexer.REFRESH && verb != SQLLexer.COMMENT;
    }
}
