package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.report.Period;
import io.jenkins.plugins.bluegreen.report.PeriodReport;
import io.jenkins.plugins.bluegreen.web.PageData;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bluegreen report}: figures over the deployments of some time. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Success rate, durations, rollbacks, lost probes, propagation and the DORA figures of past deployments.",
        footer = {"", "Exit codes: 0 done, 2 bad usage or configuration."})
public final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "default: environment variable BLUEGREEN_CONFIG, then bluegreen.yaml")
    private Path config;

    @Option(
            names = "--since",
            paramLabel = "LENGTH",
            defaultValue = "30d",
            description = "how far back, such as 30d or 12h (default: ${DEFAULT-VALUE})")
    private String since;

    @Option(names = "--environment", paramLabel = "NAME", description = "only this one (default: all)")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--output",
            defaultValue = "text",
            description = "text, json, csv or html, to standard output (default: ${DEFAULT-VALUE})")
    private Output output;

    @Spec
    private CommandSpec spec;

    enum Output {
        text,
        json,
        csv,
        html
    }

    @Override
    public Integer call() {
        Configuration configuration = configuration();
        Duration back = length();
        try (Installation installation = Installation.open(configuration)) {
            PageData data = new PageData(
                    installation.store(),
                    Sightings.beside(configuration.state()),
                    List.of(),
                    Optional.empty(),
                    installation.time());
            Instant now = installation.time().now();
            Instant from = now.minus(back);
            Period period = new Period(from, now, data.receiptsSince(from, environment));
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    switch (output) {
                        case text -> PeriodReport.text(period);
                        case json -> PeriodReport.json(period) + "\n";
                        case csv -> PeriodReport.csv(period);
                        case html -> PeriodReport.html(period);
                    });
            out.flush();
            return 0;
        }
    }

    private Configuration configuration() {
        try {
            return Configuration.load(Shared.file(config));
        } catch (ConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Duration length() {
        try {
            Duration length = Durations.parse(since);
            if (length.isZero()) {
                throw new IllegalArgumentException("'" + since + "' is no time at all: write for example 30d");
            }
            return length;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--since: " + e.getMessage(), e);
        }
    }
}
