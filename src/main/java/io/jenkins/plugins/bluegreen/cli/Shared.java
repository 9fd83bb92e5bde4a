package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.trace.Tracing;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command about environments has. */
final class Shared {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "environments and how to reach them (default: environment variable BLUEGREEN_CONFIG, then"
                    + " bluegreen.yaml)")
    private Path config;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "TEXT",
            description = "text or json (default: text)")
    private Output output;

    @Option(
            names = "--trace",
            paramLabel = "URL",
            description =
                    "sends OpenTelemetry traces to this collector by OTLP over HTTP, such as http://127.0.0.1:4318")
    private URI trace;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Configuration configuration() {
        return Configuration.load(file(config));
    }

    /** The file that was named, else that of the environment variable, else the one in the working directory. */
    static Path file(Path named) {
        if (named != null) {
            return named;
        }
        String variable = System.getenv("BLUEGREEN_CONFIG");
        return Path.of(variable == null || variable.isBlank() ? Configuration.FILE : variable);
    }

    /** A path as people like to read it: from the working directory, if it is below that. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        return whole.startsWith(here) ? here.relativize(whole) : whole;
    }

    Installation open(Configuration configuration) {
        String lease = System.getProperty("bluegreen.lease");
        Installation.Parts parts = Installation.Parts.of(configuration)
                .leaseLength(lease == null ? Services.LEASE : Durations.parse(lease));
        return (trace == null ? parts : traced(parts, trace)).open();
    }

    /** On its own, so that OpenTelemetry is loaded only where it is asked for. */
    private static Installation.Parts traced(Installation.Parts parts, URI collector) {
        return parts.tracing(Tracing.to(collector));
    }

    boolean isJson() {
        return output == Output.JSON;
    }

    /** Where people read: standard output, unless that is for a program. */
    PrintWriter people() {
        return isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    Screen screen() {
        return isJson() ? Screen.NONE : Screen.here();
    }

    /** For a deployment that is followed here. */
    ProgressPrinter progress() {
        return new ProgressPrinter(people(), screen());
    }

    /** The one answer for a program. */
    void answer(JsonNode json) {
        if (isJson()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(json);
            out.flush();
        }
    }

    /** What went wrong, where the exit code is not 0. */
    void complain(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("bluegreen: " + sentence);
        err.flush();
    }

    void say(String line) {
        PrintWriter people = people();
        people.println(line);
        people.flush();
    }
}
