package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL's own grammar (pglast, which is libpg_query, by {@code make venv}) judges ours: on the corpus, and on its statements broken at
 * random. What PostgreSQL takes and we do not is UNKNOWN and asks for a mark, which is safe but a nuisance; what we take and PostgreSQL does not
 * would be found by the server only.
 */
class GrammarOracleTest {
    private static final Path PYTHON = Path.of("build", "venv", "bin", "python").toAbsolutePath();
    private static final int BROKEN_EACH = 3;
    private static final long SEED = 20261125;

    /** Prints for each text how many statements PostgreSQL reads in it, -1 for a text it refuses. */
    private static final String JUDGE =
            """
            import json, pathlib, sys
            from pglast import parse_sql
            from pglast.parser import ParseError
            def statements(text):
                try:
                    return len(parse_sql(text))
                except ParseError:
                    return -1
            print(json.dumps([statements(text) for text in json.loads(pathlib.Path(sys.argv[1]).read_text())]))
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void pglastIsThere() throws Exception {
        boolean there = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import pglast")
                                .start()
                                .waitFor()
                        == 0;
        if (!there) {
            System.out.println("skipped: no pglast for " + PYTHON + "; 'make venv' installs it");
        }
        Assumptions.assumeTrue(there, "no pglast: run 'make venv'");
    }

    @Test
    void everyTextOfTheCorpusIsReadAsPostgresReadsIt() throws Exception {
        List<String> texts = new ArrayList<>(List.of(Corpus.shop()));
        Corpus.entries().forEach(entry -> texts.add(entry.sql()));
        List<Integer> theirs = ask(texts);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (ours(texts.get(i)) != theirs.get(i)) {
                different.add(ours(texts.get(i)) + " statements here, " + theirs.get(i) + " there: " + texts.get(i));
            }
        }

        System.out.printf(
                "PostgreSQL's grammar agrees on %d of %d texts of the corpus%n",
                texts.size() - different.size(), texts.size());
        assertThat(different).allMatch(GrammarOracleTest::isKnown);
    }

    @Test
    void brokenStatementsAreRefusedAsPostgresRefusesThem() throws Exception {
        List<String> texts = broken();
        List<Integer> theirs = ask(texts);
        List<String> tooStrict = new ArrayList<>();
        List<String> tooLax = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < texts.size(); i++) {
            boolean here = ours(texts.get(i)) >= 0;
            boolean there = theirs.get(i) >= 0;
            refused += there ? 0 : 1;
            if (here && !there) {
                tooLax.add(texts.get(i));
            } else if (there && !here) {
                tooStrict.add(texts.get(i));
            }
        }

        System.out.printf(
                "of %d statements broken at random PostgreSQL refuses %d; we take %d of those, and refuse %d that it takes %s%n",
                texts.size(), refused, tooLax.size(), tooStrict.size(), tooLax);
        assertThat(refused).isGreaterThan(texts.size() / 2);
        assertThat(tooLax).hasSizeLessThanOrEqualTo(refused / 100);
        assertThat(tooStrict).hasSizeLessThanOrEqualTo(texts.size() / 50);
    }

    /** What pgCodeKeeper's grammar is known not to have. */
    private static boolean isKnown(String difference) {
        return difference.contains("ALTER SYSTEM");
    }

    /** How many statements we read, -1 if one of them cannot be parsed. */
    private static int ours(String text) {
        List<Statement> statements = Script.split(text);
        return statements.stream().allMatch(statement -> Syntax.parse(statement).isPresent()) ? statements.size() : -1;
    }

    /** Each statement of the corpus with a token dropped, doubled or exchanged with its neighbour. */
    private static List<String> broken() {
        Random random = new Random(SEED);
        return Corpus.entries().stream()
                .flatMap(entry -> Script.split(entry.sql()).stream())
                .filter(statement -> statement.tokens().size() > 2)
                .flatMap(statement -> Stream.generate(() -> broken(statement.tokens(), random))
                        .limit(BROKEN_EACH))
                .toList();
    }

    private static String broken(List<Token> tokens, Random random) {
        List<String> words = new ArrayList<>(tokens.stream().map(Token::getText).toList());
        int at = random.nextInt(words.size() - 1);
        switch (random.nextInt(3)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(at));
            default -> words.add(at, words.remove(at + 1));
        }
        return words.stream().collect(Collectors.joining(" "));
    }

    private List<Integer> ask(List<String> texts) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.resolve("texts.json");
        json.writeValue(file.toFile(), texts);
        Path answer = folder.resolve("answer.json");
        Process process = new ProcessBuilder(PYTHON.toString(), "-c", JUDGE, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(answer);
        assertThat(process.exitValue()).as(said).isZero();
        return json.readValue(said, new TypeReference<>() {});
    }
}
