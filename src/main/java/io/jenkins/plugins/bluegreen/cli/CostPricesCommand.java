package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cost.PriceRefresh;
import io.jenkins.plugins.bluegreen.cost.PriceTable;
import io.jenkins.plugins.bluegreen.wiring.FreshPrices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bluegreen cost prices}: the price table, as it is or as AWS's price list has it today. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the price table that estimates are made from, each price with its source.",
            "With --refresh it is asked of AWS's Price List API first (any credentials with pricing:GetProducts); what that does not"
                    + " know keeps its old price and source. Give the file to `bluegreen cost estimate --prices`."
        },
        footer = {"", "Exit codes: 0 printed; 2 bad usage, or AWS could not be asked."})
final class CostPricesCommand implements Callable<Integer> {
    @Mixin
    private PriceOptions prices;

    @Option(names = "--refresh", description = "ask AWS for today's prices")
    private boolean refresh;

    @Option(names = "--region", description = "region whose prices are asked for (default: the table's)")
    private String region;

    @Option(
            names = "--add",
            paramLabel = "ITEM",
            description =
                    "a type that the table does not have, as in 'instance m7g.large' or 'database db.t4g.small multi-az'")
    private Set<String> more = new LinkedHashSet<>();

    @Option(names = "--to", paramLabel = "FILE", description = "where the table is written (default: standard output)")
    private Path to;

    @Option(
            names = "--endpoint",
            paramLabel = "ADDRESS",
            description = "address that stands in for AWS's price list, for example an emulator's")
    private URI endpoint;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!more.isEmpty() && !refresh) {
            throw new ParameterException(spec.commandLine(), "--add needs --refresh: AWS is asked for the price");
        }
        PriceTable table = prices.table();
        PrintWriter err = spec.commandLine().getErr();
        if (refresh) {
            PriceRefresh fresh = FreshPrices.of(
                    table, more, region == null ? table.region() : region, Optional.ofNullable(endpoint));
            fresh.left().forEach(err::println);
            err.flush();
            table = fresh.table();
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        table.write(json);
        if (to != null) {
            Files.write(to, json.toByteArray());
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.println(json.toString(StandardCharsets.UTF_8));
            out.flush();
        }
        return ExitCode.DONE;
    }
}
