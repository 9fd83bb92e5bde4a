package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links in the documentation lead somewhere, and what it tells people to type can be typed. */
class DocsTest {
    private static final Set<String> SHELLS = Set.of("", "bash", "sh", "shell", "console");
    private static final Pattern MAKE = Pattern.compile("(?m)(?:^|\\s)make ((?:[A-Z_]+=\\S+ )*)([a-z][a-z-]*)");
    private static final Pattern TARGET = Pattern.compile("(?m)^([a-z][a-z-]*):");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=([A-Za-z]+)");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(DocsTest::isPage).forEach(pages::add);
        }
        for (String folder : List.of("docs", "infra", "app", "bench", "src/jenkins-api")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(DocsTest::isPage)
                        .filter(file -> !file.toString().contains("/.terraform/"))
                        .forEach(pages::add);
            }
        }
        return pages.stream().sorted();
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileOrAHeadingThatIsThere(Path page) {
        assertThat(Markdown.read(page).links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*"))
                        .filter(link -> !leadsSomewhere(page, link)))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path folder = page.getParent() == null ? Path.of("") : page.getParent();
        Path target = parts[0].isEmpty() ? page : folder.resolve(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || Markdown.read(target).anchors().contains(parts[1]);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfOursIsOne(Path page) {
        Markdown markdown = Markdown.read(page);
        List<String> wrong = new ArrayList<>();
        markdown.blocks().stream()
                .filter(block -> SHELLS.contains(block.language()))
                .flatMap(block -> TypedCommand.inScript(block.text()))
                .forEach(command -> command.whyNot().ifPresent(wrong::add));
        markdown.codes().stream().flatMap(TypedCommand::inSentence).forEach(command -> command.whyNot()
                .ifPresent(wrong::add));
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMakeTargetIsInTheMakefile(Path page) throws IOException {
        Set<String> targets = matches(TARGET, Files.readString(Path.of("Makefile")), 1);
        assertThat(matches(MAKE, code(page), 2)).isSubsetOf(targets);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesIsOne(Path page) throws IOException {
        Set<String> named = matches(TEST, code(page), 1);
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            Set<String> classes = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(classes).containsAll(named);
        }
    }

    @Test
    void everyRunbookIsFollowedByATest() {
        Set<String> followed = Arrays.stream(RunbooksIT.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(DisplayName.class))
                .map(method -> method.getAnnotation(DisplayName.class).value())
                .collect(Collectors.toSet());
        assertThat(followed).isEqualTo(Runbook.titles());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyDiagramIsDrawnFromItsSource(Path source) throws Exception {
        Path picture = Path.of(source.toString().replace(".dot", ".svg"));
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(source)));

        assertThat(picture).as("`make diagrams` draws it").content().contains(checksum);
    }

    static Stream<Path> diagrams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/diagrams"))) {
            return files.filter(file -> file.toString().endsWith(".dot")).toList().stream();
        }
    }

    private static String code(Path page) {
        Markdown markdown = Markdown.read(page);
        Stream<String> blocks = markdown.blocks().stream()
                .filter(block -> SHELLS.contains(block.language()))
                .map(Markdown.Block::text);
        return Stream.concat(blocks, markdown.codes().stream()).collect(Collectors.joining("\n"));
    }

    private static Set<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group)).collect(Collectors.toSet());
    }
}
