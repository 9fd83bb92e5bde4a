package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.HealthReport;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen verify}: judges a side, or the environment as its users meet it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Judges a side by its preview address, or the whole environment through the load balancer.",
        footer = {"", "Exit code 0: healthy; 1: not."})
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Option(names = "--side", paramLabel = "COLOUR", description = "blue or green (default: wherever the weights lead)")
    private String side;

    @Option(names = "--release", paramLabel = "ID", description = "the release that must answer")
    private String release = "";

    @Override
    public Integer call() {
        Configuration configuration = shared.configuration();
        try (Installation installation = shared.open(configuration)) {
            Optional<Colour> colour = Optional.ofNullable(side).map(Colour::parse);
            HealthReport report =
                    installation.inspection().verify(configuration.environment(environment), colour, release);
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("environment", environment).put("side", side).put("healthy", report.isHealthy());
            json.put("release", report.release()).put("p95Millis", report.p95Millis());
            var verdicts = json.putArray("verdicts");
            shared.say(environment + colour.map(c -> ", " + c.word()).orElse("") + ": "
                    + (report.isHealthy() ? "healthy" : "NOT healthy"));
            report.verdicts().forEach(verdict -> {
                shared.say("  " + (verdict.isPass() ? "ok  " : verdict.isFail() ? "FAIL" : "?   ") + " "
                        + verdict.guard() + ": " + verdict.reason());
                verdicts.addObject()
                        .put("guard", verdict.guard())
                        .put("judgement", verdict.judgement().name())
                        .put("reason", verdict.reason());
            });
            shared.answer(json);
            return report.isHealthy() ? ExitCode.DONE : ExitCode.ROLLED_BACK;
        }
    }
}
