package io.jenkins.plugins.bluegreen.docs;

import io.jenkins.plugins.bluegreen.cli.Main;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Every command of the command line, as its {@code --help} says. */
final class CommandReference {
    private static final int WIDTH = 100;

    private CommandReference() {}

    static String render() {
        CommandLine program = Main.commandLine();
        StringBuilder out = new StringBuilder(
                """
                # Reference: the command line

                Generated from the program's own help by `make docs`; edit that, not this file.

                """);
        append(out, program);
        Map<String, CommandLine> commands = new TreeMap<>(program.getSubcommands());
        commands.forEach((name, command) -> {
            out.append("\n## ").append(name).append("\n\n");
            append(out, command);
        });
        return out.toString();
    }

    private static void append(StringBuilder out, CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        out.append("```text\n")
                .append(command.getUsageMessage(Ansi.OFF)
                        .replaceAll("[ \\t]+\n", "\n")
                        .strip())
                .append("\n```\n");
    }
}
