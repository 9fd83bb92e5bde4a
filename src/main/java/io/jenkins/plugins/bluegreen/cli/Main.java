package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code bluegreen}: releases with zero downtime, proves it, and takes it back. */
@Command(
        name = "bluegreen",
        mixinStandardHelpOptions = true,
        version = "Blue-Green Deploy 1.0.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Releases a web application on AWS with zero downtime, proves it, and takes it back in seconds.",
        footer = {
            "",
            "Exit codes: 0 done; 1 the deployment failed and everything is safely on the old side; 2 bad usage or configuration,"
                    + " nothing was changed; 3 halted, or nobody drives it any more: a person is needed; 130 interrupted by Ctrl-C: the"
                    + " deployment is left as it is, and can be resumed."
        })
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            UpCommand.class,
            DeployCommand.class,
            ShiftCommand.class,
            VerifyCommand.class,
            RollbackCommand.class,
            RetireCommand.class,
            ResolveCommand.class,
            StatusCommand.class,
            PlanCommand.class,
            ReceiptCommand.class,
            ReportCommand.class,
            StopCommand.class,
            StartCommand.class,
            TickCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            PlanGuardCommand.class,
            CostCommand.class);

    /** They ask AWS at once, and somebody waits for the answer. A command that changes something does nothing that it could do without. */
    private static final Set<String> AT_ONCE = Set.of("status", "verify");

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        if (args.length > 0 && AT_ONCE.contains(args[0])) {
            Installation.rehearse();
        }
        System.exit(commandLine(args).execute(args));
    }

    /** The whole command line, with every command. */
    public static CommandLine commandLine() {
        return with(COMMANDS);
    }

    /** As it is run: reading the options of all commands takes longer than most of them do, so only the one that is asked for is read. */
    static CommandLine commandLine(String[] args) {
        List<Class<?>> asked = COMMANDS.stream()
                .filter(command -> args.length > 0 && isCalled(command, args[0]))
                .toList();
        return with(asked.isEmpty() ? COMMANDS : asked);
    }

    /** By the name of the class: {@code plan-guard} is {@code PlanGuardCommand}. Annotations of all commands take as long as a call. */
    private static boolean isCalled(Class<?> command, String name) {
        return command.getSimpleName().equalsIgnoreCase(name.replace("-", "") + "Command");
    }

    private static CommandLine with(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Main());
        for (Class<?> command : commands) {
            line.addSubcommand(command);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Explaining());
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /**
     * A person's mistake or the world's is one sentence; anything else is our bug and says so. A class, because a lambda of a type of
     * picocli's, which is compiled for Java 5, keeps picocli out of the class archive.
     */
    private static final class Explaining implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
            Optional<String> sentence = Explained.sentence(thrown);
            if (sentence.isPresent()) {
                line.getErr().println("bluegreen: " + sentence.get());
                return ExitCode.USAGE;
            }
            line.getErr().println("bluegreen: this is a bug, please report it with what follows");
            StringWriter trace = new StringWriter();
            Explained.cause(thrown).printStackTrace(new PrintWriter(trace));
            line.getErr().println(trace);
            return ExitCode.HALTED;
        }
    }
}
