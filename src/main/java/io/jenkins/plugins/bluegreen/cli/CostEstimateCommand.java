package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.cost.Bill;
import io.jenkins.plugins.bluegreen.cost.CostEstimate;
import io.jenkins.plugins.bluegreen.cost.CostLine;
import io.jenkins.plugins.bluegreen.cost.PriceTable;
import io.jenkins.plugins.bluegreen.cost.Shape;
import io.jenkins.plugins.bluegreen.port.Inventory;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.terraform.PlanFile;
import io.jenkins.plugins.bluegreen.terraform.ResourceChange;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bluegreen cost estimate}: what an environment costs a month, before and with blue-green. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description = {
            "Monthly cost of an environment: before, with blue-green, asleep at night, on Spot instances.",
            "Types and sizes are those of staging in infra/environments, of a Terraform plan, or of the ENVIRONMENT as it is in AWS; what"
                    + " neither tells (endpoints, traffic, use) is staging's, or what the options say."
        },
        footer = {"", "Exit codes: 0 the table was printed; 1 the increase is above --at-most; 2 bad usage."})
final class CostEstimateCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Shared shared;

    @Parameters(arity = "0..1", paramLabel = "ENVIRONMENT", description = "take types and sizes from this one, in AWS")
    private String environment;

    @Option(names = "--plan", paramLabel = "FILE", description = "take types and sizes from a Terraform plan in JSON")
    private Path plan;

    @Option(names = "--instance-type", description = "type of the instances")
    private String instanceType;

    @Option(names = "--instances", description = "instances of the live side")
    private Integer instances;

    @Option(names = "--endpoints", description = "interface endpoints, counted once per zone")
    private Integer endpoints;

    @Option(names = "--deployments", description = "deployments a month")
    private Integer deployments;

    @Option(names = "--awake", paramLabel = "HOURS", description = "hours a week that the environment is awake")
    private Double awake;

    @Mixin
    private PriceOptions prices;

    @Option(
            names = "--at-most",
            paramLabel = "DOLLARS",
            description = "fail if blue-green costs this many dollars a month more, or above")
    private Double atMost;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CostEstimate estimate;
        try {
            estimate = CostEstimate.of(prices.table(), shape());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (shared.isJson()) {
            shared.answer(JSON.valueToTree(json(estimate)));
        } else {
            print(estimate, shared.people());
        }
        shared.people().flush();
        return atMost != null && estimate.increase() >= atMost ? 1 : 0;
    }

    private Shape shape() throws IOException {
        if (plan != null && environment != null) {
            throw new ParameterException(
                    spec.commandLine(), "give either an environment or --plan: each tells the sizes");
        }
        Shape found = plan != null ? planned() : environment != null ? running() : Shape.STAGING;
        Shape shape = endpoints == null ? found : found.withEndpoints(endpoints);
        return shape.withInstances(
                        instanceType == null ? shape.live().type() : instanceType,
                        instances == null ? shape.live().number() : instances)
                .withUse(
                        deployments == null ? shape.use().deployments() : deployments,
                        awake == null ? shape.use().awakeHours() : awake);
    }

    /** Types and sizes as they are; the number of instances is what the environment wakes up to. */
    private Shape running() {
        Configuration configuration = shared.configuration();
        Sleepable sleepable = configuration.sleepable(environment);
        try (Installation installation = shared.open(configuration)) {
            Inventory.Sizes sizes =
                    installation.inventory(sleepable.environment()).read(sleepable.environment(), sleepable.database());
            Shape shape = Shape.STAGING
                    .withInstances(
                            sizes.instanceType().isEmpty()
                                    ? Shape.STAGING.live().type()
                                    : sizes.instanceType(),
                            sleepable.size().desired())
                    .withZones(sizes.zones());
            Shape sized = sizes.volumeGib() > 0 ? shape.withVolume(sizes.volumeGib()) : shape;
            return sizes.database()
                    .map(database -> sized.withDatabase(database.type(), database.standby(), database.gib()))
                    .orElse(sized);
        }
    }

    /** What the plan says of the live side and the database; the rest as in staging. */
    private Shape planned() throws IOException {
        PlannedSizes sizes = new PlannedSizes();
        try (InputStream in = Files.newInputStream(plan)) {
            PlanFile.read(in, sizes::take);
        }
        return sizes.shape;
    }

    private static final class PlannedSizes {
        private Shape shape = Shape.STAGING;

        void take(ResourceChange change) {
            JsonNode after = change.after();
            switch (change.type()) {
                case "aws_autoscaling_group" ->
                    shape = shape.withInstances(
                            shape.live().type(),
                            Math.max(
                                    shape.live().number(),
                                    after.path("desired_capacity").asInt()));
                case "aws_launch_template" ->
                    shape = shape.withInstances(
                            after.path("instance_type").asText(shape.live().type()),
                            shape.live().number());
                case "aws_db_instance" ->
                    shape = shape.withDatabase(
                            after.path("instance_class").asText(shape.database().type()),
                            after.path("multi_az").asBoolean(),
                            after.path("allocated_storage")
                                    .asInt(shape.database().gib()));
                default -> {
                    // costs nothing, or as much as in staging
                }
            }
        }
    }

    private static List<Bill> bills(CostEstimate estimate) {
        return List.of(estimate.before(), estimate.blueGreen(), estimate.autoStop(), estimate.spot());
    }

    private static void print(CostEstimate estimate, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "Dollars a month in %s, list prices of %s, 730 hours a month",
                estimate.table().region(),
                estimate.table().date()));
        for (Bill bill : bills(estimate)) {
            out.println();
            out.println(String.format(Locale.ROOT, "%-44s %8.2f", bill.name(), bill.total()));
            for (CostLine line : bill.lines()) {
                out.println(String.format(Locale.ROOT, "  %-42s %8.2f", line.what(), line.dollars()));
            }
        }
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "Blue-green costs %.2f dollars a month more; the second side costs %.4f dollars an hour while it runs.",
                estimate.increase(),
                estimate.secondSidePerHour()));
        out.println();
        out.println("Sources:");
        estimate.table().prices().values().stream()
                .map(PriceTable.Price::source)
                .distinct()
                .sorted()
                .forEach(source -> out.println("  " + source));
    }

    private static Map<String, Object> json(CostEstimate estimate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("region", estimate.table().region());
        json.put("pricesOf", estimate.table().date().toString());
        json.put(
                "bills",
                bills(estimate).stream()
                        .map(bill -> Map.of(
                                "name",
                                bill.name(),
                                "dollars",
                                bill.total(),
                                "lines",
                                bill.lines().stream()
                                        .map(line -> Map.of("what", line.what(), "dollars", line.dollars()))
                                        .collect(Collectors.toList())))
                        .toList());
        json.put("increase", estimate.increase());
        json.put("secondSidePerHour", estimate.secondSidePerHour());
        return json;
    }
}
