package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.Inventory;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.SchemaStatus;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.Worlds;
import io.jenkins.plugins.bluegreen.store.Documents;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Environments on AWS, or on whatever speaks AWS's protocols. */
public final class AwsWorlds implements Worlds {
    private static final String BILLING_REGION = "us-east-1";

    private final Connections connections;
    private final BiFunction<Environment, String, AwsAccount> accountOf;
    private final Prober prober;
    private final SchemaStatus schema;
    private final Map<Place, World> worlds = new ConcurrentHashMap<>();

    private record Place(String environment, String accountId, String region) {}

    /**
     * @param accountOf how each environment's account is reached by its deployments, by id, or by others if that is empty; asked for every
     *     call
     * @param prober sends the probes
     * @param schema reads the version of the database schema
     */
    public AwsWorlds(
            Connections connections,
            BiFunction<Environment, String, AwsAccount> accountOf,
            Prober prober,
            SchemaStatus schema) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.accountOf = Objects.requireNonNull(accountOf, "accountOf");
        this.prober = Objects.requireNonNull(prober, "prober");
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    /** The same for one caller, who reaches every environment with rights of his own. */
    public AwsWorlds as(AwsAccount account) {
        return new AwsWorlds(connections, (environment, deployment) -> account, prober, schema);
    }

    /** The world of an environment; asked again, it is the same one, with what it remembers and has counted. */
    @Override
    public World of(Environment environment) {
        return worlds.computeIfAbsent(
                new Place(environment.name(), account(environment), environment.region()),
                place -> world(callsOf(environment)));
    }

    /**
     * A new one each time: it is for a driver, which keeps it.
     *
     * @throws RuntimeException if the rights are not to be had
     */
    @Override
    public World of(Environment environment, String deployment) {
        accountOf.apply(environment, deployment);
        return world(callsOf(environment, deployment));
    }

    private World world(Calls calls) {
        return new World(
                new ElbTrafficSwitch(calls),
                new AutoScalingFleet(calls),
                prober,
                new CloudWatchAlarms(calls),
                new CloudWatchTrafficMeter(calls),
                schema,
                calls.meter());
    }

    /** The databases of an environment's account and region. */
    public Database database(Environment environment) {
        return new RdsDatabase(callsOf(environment));
    }

    /** The bill of an environment's account; billing is served from one region for all. */
    public Billing billing(Environment environment) {
        Calls calls = connections.calls(
                "billing", () -> accountOf.apply(environment, ""), account(environment), BILLING_REGION);
        return new AccountBilling(calls, account(environment));
    }

    /** The twelve digits of the account that an environment is in; empty if its rules do not tell. */
    public static String account(Environment environment) {
        return Arn.of(environment.rules().get(0).listener()).account();
    }

    /** The notes on an environment's sides. */
    public Notes notes(Environment environment) {
        return new GroupNotes(callsOf(environment));
    }

    /** What an environment is built of. */
    public Inventory inventory(Environment environment) {
        return new AwsInventory(callsOf(environment));
    }

    /** Calls sent for an environment so far, retries included, by API action. */
    public Map<String, Long> callsByAction(Environment environment) {
        return connections.counts(environment.name()).byAction();
    }

    /** Publishes receipts as CloudWatch metrics in the namespace {@code BlueGreenDeploy}, in each environment's own account. */
    public MetricSink metrics() {
        return new CloudWatchMetrics(this::callsOf, connections.clock());
    }

    /**
     * Announces deployments on an SNS topic.
     *
     * @param account whose credentials publish
     * @param topic ARN of the topic
     * @throws IllegalArgumentException if it is not the ARN of a topic
     */
    public Notifier notifier(AwsAccount account, String topic) {
        Arn arn = Arn.of(topic);
        if (arn.region().isEmpty()) {
            throw new IllegalArgumentException(
                    "topic '" + topic + "' is not an ARN: write arn:aws:sns:<region>:<account>:<name>");
        }
        return new SnsNotifier(connections.calls("topic " + topic, () -> account, arn.account(), arn.region()), topic);
    }

    /**
     * Documents in a bucket, for the stores of deployments and leases.
     *
     * @param account whose credentials read and write
     * @param region where the bucket is
     * @param prefix folder in the bucket; empty for its root
     */
    public Documents documents(AwsAccount account, String region, String bucket, String prefix) {
        return new S3Documents(connections.calls("bucket " + bucket, () -> account, "", region), bucket, prefix);
    }

    private Calls callsOf(Environment environment) {
        return callsOf(environment, "");
    }

    private Calls callsOf(Environment environment, String deployment) {
        return connections.calls(
                environment.name(),
                () -> accountOf.apply(environment, deployment),
                account(environment),
                environment.region());
    }
}
