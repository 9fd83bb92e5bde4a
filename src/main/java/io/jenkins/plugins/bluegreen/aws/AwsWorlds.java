package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.Inventory;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.SchemaStatus;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.Worlds;
import io.jenkins.plugins.bluegreen.store.Documents;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Environments on AWS, or on whatever speaks AWS's protocols. One of these holds all clients of a program: environments of the same account
 * and region share clients and API budget. Close it when no deployment is running any more.
 */
public final class AwsWorlds implements Worlds, AutoCloseable {
    private static final String BILLING_REGION = "us-east-1";

    private final Function<Environment, AwsAccount> accountOf;
    private final Prober prober;
    private final SchemaStatus schema;
    private final Clock clock;
    private final Scheduler scheduler;
    private final CallListener listener;
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "bluegreen-aws-timeouts");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Place, Shared> shared = new HashMap<>();
    private final Map<PlaceOf, Calls> calls = new HashMap<>();
    private final Map<Calls, World> worlds = new HashMap<>();

    private record Place(AwsAccount account, String region) {}

    private record PlaceOf(String environment, Place place) {}

    private record Shared(AwsClients clients, ApiBudgets budgets) {}

    /**
     * @param accountOf how each environment's account is reached
     * @param prober sends the probes
     * @param schema reads the version of the database schema
     * @param listener hears of every call
     */
    public AwsWorlds(
            Function<Environment, AwsAccount> accountOf,
            Prober prober,
            SchemaStatus schema,
            Clock clock,
            Scheduler scheduler,
            CallListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        this.accountOf = Objects.requireNonNull(accountOf, "accountOf");
        this.prober = Objects.requireNonNull(prober, "prober");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /** The world of an environment; asked again, it is the same one, with what it remembers and has counted. */
    @Override
    public synchronized World of(Environment environment) {
        Calls own = callsOf(environment);
        return worlds.computeIfAbsent(
                own,
                calls -> new World(
                        new ElbTrafficSwitch(calls),
                        new AutoScalingFleet(calls),
                        prober,
                        new CloudWatchAlarms(calls),
                        new CloudWatchTrafficMeter(calls),
                        schema,
                        calls));
    }

    /** The databases of an environment's account and region. */
    public Database database(Environment environment) {
        return new RdsDatabase(callsOf(environment));
    }

    /** The bill of an environment's account; billing is served from one region for all. */
    public Billing billing(Environment environment) {
        Place place = new Place(accountOf.apply(environment), BILLING_REGION);
        return new AccountBilling(calls("billing", place), account(environment));
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
        return callsOf(environment).byAction();
    }

    /** Publishes receipts as CloudWatch metrics in the namespace {@code BlueGreenDeploy}, in each environment's own account. */
    public MetricSink metrics() {
        return new CloudWatchMetrics(this::callsOf, clock);
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
        return new SnsNotifier(calls("topic " + topic, new Place(account, arn.region())), topic);
    }

    /**
     * Documents in a bucket, for the stores of deployments and leases.
     *
     * @param account whose credentials read and write
     * @param region where the bucket is
     * @param prefix folder in the bucket; empty for its root
     */
    public Documents documents(AwsAccount account, String region, String bucket, String prefix) {
        return new S3Documents(calls("bucket " + bucket, new Place(account, region)), bucket, prefix);
    }

    private Calls callsOf(Environment environment) {
        return calls(environment.name(), new Place(accountOf.apply(environment), environment.region()));
    }

    private synchronized Calls calls(String forWhat, Place place) {
        Shared here = shared.computeIfAbsent(
                place,
                p -> new Shared(new AwsClients(p.account(), p.region(), timeouts), new ApiBudgets(clock, scheduler)));
        return calls.computeIfAbsent(
                new PlaceOf(forWhat, place),
                key -> new Calls(here.clients(), here.budgets(), forWhat, clock, listener));
    }

    @Override
    public synchronized void close() {
        shared.values().forEach(one -> one.clients().close());
        shared.clear();
        calls.clear();
        worlds.clear();
        timeouts.shutdownNow();
    }
}
