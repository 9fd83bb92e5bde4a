package io.jenkins.plugins.bluegreen.docs;

import io.jenkins.plugins.bluegreen.cli.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A command of ours that a page tells people to type.
 *
 * @param text as it is written
 * @param whole it is all there is to type; within a sentence, a command may be named without its parameters
 */
record TypedCommand(String text, boolean whole) {
    private static final Pattern NAME = Pattern.compile("^(?:[A-Z_]+=\\S+ )*(?:\\./)?bluegreen (.*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** Those of a shell script, one for each line; what is piped, redirected or remarked is cut off, and brackets only say "optional". */
    static Stream<TypedCommand> inScript(String script) {
        return script.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> NAME.matcher(line).matches())
                .map(line -> new TypedCommand(line, true));
    }

    static Stream<TypedCommand> inSentence(String code) {
        return NAME.matcher(code.strip()).matches() ? Stream.of(new TypedCommand(code.strip(), false)) : Stream.empty();
    }

    /** Why the program would refuse it. */
    Optional<String> whyNot() {
        List<String> words = words();
        CommandLine program = Main.commandLine();
        CommandLine verb = program.getSubcommands().get(words.get(0));
        if (words.get(0).startsWith("--")) {
            return known(program, words);
        }
        if (verb == null) {
            return Optional.of("`" + text + "`: there is no command " + words.get(0));
        }
        return whole ? parsed(program, words) : known(verb, words);
    }

    private Optional<String> parsed(CommandLine program, List<String> words) {
        try {
            program.setCaseInsensitiveEnumValuesAllowed(true);
            program.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of("`" + text + "`: " + e.getMessage());
        }
    }

    private Optional<String> known(CommandLine command, List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith("--"))
                .map(word -> word.replaceAll("[=\\]].*", ""))
                .filter(option -> command.getCommandSpec().findOption(option) == null)
                .findFirst()
                .map(option -> "`" + text + "`: there is no option " + option);
    }

    private List<String> words() {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is no command of ours");
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(matcher.group(1).replaceAll("[\\[\\]]", ""));
        while (word.find()
                && !List.of("#", "|", "||", ">", "2>", "&&", ";", "&").contains(word.group())) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }
}
