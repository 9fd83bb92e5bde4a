package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.cost.EnvironmentCost;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen cost}: what an environment has cost this month. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        subcommands = {CostEstimateCommand.class, CostPricesCommand.class},
        description =
                "What an environment has cost this month: second sides of its deployments, the bill by side, budgets, what sleep saves.",
        footer = {
            "",
            "The bill comes from Cost Explorer, which takes $0.01 for an answer; it is asked for once a day at most and kept beside the",
            "deployments. Exit codes: 0 done, also if there is no bill, which is said; 2 bad usage or configuration."
        })
final class CostCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(arity = "0..1", paramLabel = "ENVIRONMENT", description = "which")
    private String environment;

    @Option(
            names = "--bill",
            negatable = true,
            description = "ask for the bill (default: yes, unless aws.endpoint names an emulator)")
    private Boolean bill;

    @Override
    public Integer call() {
        if (environment == null) {
            throw new ConfigurationException("name an environment, or the command estimate or prices");
        }
        Configuration configuration = shared.configuration();
        Sleepable sleepable = configuration.sleepable(environment);
        boolean withBill = bill == null ? !configuration.isEmulated() : bill;
        try (Installation installation = shared.open(configuration)) {
            EnvironmentCost cost = installation
                    .costs()
                    .month(
                            sleepable,
                            Optional.ofNullable(configuration.schedules().get(environment)),
                            withBill);
            shared.answer(new ObjectMapper().valueToTree(cost.values()));
            if (!shared.isJson()) {
                shared.say(cost.text().stripTrailing());
            }
            return ExitCode.DONE;
        }
    }
}
