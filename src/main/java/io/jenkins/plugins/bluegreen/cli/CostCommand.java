package io.jenkins.plugins.bluegreen.cli;

import picocli.CommandLine.Command;

/** {@code bluegreen cost}: what environments cost, and the prices that are calculated with. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = "What environments cost a month, and the prices that are calculated with.",
        subcommands = {CostEstimateCommand.class, CostPricesCommand.class})
final class CostCommand {}
