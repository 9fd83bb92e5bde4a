package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.aws.AwsWorlds;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.notify.Post;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Inventory;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.SchemaStatus;
import io.jenkins.plugins.bluegreen.probe.HttpProber;
import io.jenkins.plugins.bluegreen.sleep.SleepServices;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.store.DailyBilling;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.DocumentLeaseStore;
import io.jenkins.plugins.bluegreen.store.Documents;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything put together and running: the engine, its stores, its worlds. Close it when nothing is to be driven here any more. */
public final class Installation implements AutoCloseable {
    private final SystemTime time;
    private final HttpProber prober;
    private final AwsWorlds worlds;
    private final DeploymentStore store;
    private final LeaseStore leases;
    private final Engine engine;
    private final Inspection inspection;
    private final Sleeping sleeping;
    private final Post post;
    private final Costs costs;
    private final AutoCloseable closing;

    private Installation(Parts parts) {
        this.time = new SystemTime();
        this.prober = new HttpProber(
                time, Optional.ofNullable(System.getenv("VALIDATE_TOKEN")).filter(token -> !token.isEmpty()));
        this.worlds = new AwsWorlds(parts.accounts, prober, parts.schema, time, time, parts.calls);
        Documents documents = parts.state instanceof State.Bucket bucket
                ? worlds.documents(parts.stateAccount, bucket.region(), bucket.bucket(), bucket.prefix())
                : FileDocuments.under(((State.Directory) parts.state).path());
        this.store = new DocumentDeploymentStore(documents);
        this.leases = new DocumentLeaseStore(documents);
        this.costs = new Costs(
                store,
                environment -> new DailyBilling(documents, AwsWorlds.account(environment), worlds.billing(environment)),
                time);
        this.post = parts.notifications.open(System::getenv, topic -> worlds.notifier(parts.stateAccount, topic));
        Notifier both = (after, event) -> {
            parts.notifier.happened(after, event);
            post.happened(after, event);
        };
        MetricSink metrics = parts.metrics ? worlds.metrics() : (environment, receipt) -> {};
        this.closing = parts.closing;
        this.engine = new Engine(
                new Services(worlds, store, leases, both, metrics, time, time, parts.holder, parts.leaseLength));
        this.inspection = new Inspection(worlds);
        this.sleeping = new Sleeping(new SleepServices(
                worlds,
                worlds::database,
                worlds::notes,
                environment ->
                        inspection.verify(environment, Optional.empty(), "").verdicts(),
                store,
                leases,
                time,
                time,
                parts.holder,
                parts.leaseLength));
    }

    /** What an installation is made of; start from {@link #of} and replace what is different. */
    public static final class Parts {
        private final State state;
        private final AwsAccount stateAccount;
        private Function<Environment, AwsAccount> accounts;
        private SchemaStatus schema = environment -> OptionalInt.empty();
        private Notifier notifier = (after, event) -> {};
        private Notifications notifications = Notifications.NONE;
        private boolean metrics;
        private CallListener calls = CallListener.NOBODY;
        private AutoCloseable closing = () -> {};
        private Duration leaseLength = Services.LEASE;
        private String holder = ProcessHandle.current().pid() + "@" + hostName();

        private Parts(State state, AwsAccount account) {
            this.state = Objects.requireNonNull(state, "state");
            this.stateAccount = Objects.requireNonNull(account, "account");
            this.accounts = environment -> account;
        }

        /** State in a place, AWS reached through an account. */
        public static Parts of(State state, AwsAccount account) {
            return new Parts(state, account);
        }

        /** State in a place, AWS reached as a front door says. */
        public static Parts of(State state, Access access) {
            return new Parts(state, access.account());
        }

        public static Parts of(Configuration configuration) {
            return of(configuration.state(), configuration.account())
                    .databases(configuration::databases)
                    .notifications(configuration.notifications())
                    .metrics(configuration.metrics());
        }

        /** Another account for some environments. */
        public Parts accounts(Function<Environment, AwsAccount> byEnvironment) {
            accounts = byEnvironment;
            return this;
        }

        /** How each environment's account is reached; asked whenever a deployment begins to be driven. */
        public Parts access(Function<Environment, Access> byEnvironment) {
            return accounts(environment -> byEnvironment.apply(environment).account());
        }

        /** Where schema versions are read, by environment; asked each time, so that it may change. */
        public Parts databases(Supplier<Map<String, SchemaSource>> byEnvironment) {
            return schema(
                    environment -> SchemaSource.status(byEnvironment.get()).version(environment));
        }

        public Parts schema(SchemaStatus status) {
            schema = status;
            return this;
        }

        public Parts notifier(Notifier other) {
            notifier = other;
            return this;
        }

        /** Who else is told, beside {@link #notifier}. */
        public Parts notifications(Notifications receivers) {
            notifications = receivers;
            return this;
        }

        /** Whether receipts are published as CloudWatch metrics. */
        public Parts metrics(boolean publish) {
            metrics = publish;
            return this;
        }

        /** Hears of every call to AWS, is told what happens beside {@link #notifier}, and is closed with the installation. */
        public <T extends CallListener & Notifier & AutoCloseable> Parts tracing(T listener) {
            calls = listener;
            closing = listener;
            Notifier before = notifier;
            return notifier((after, event) -> {
                before.happened(after, event);
                listener.happened(after, event);
            });
        }

        /** How long a lease lasts unless renewed: the time after which another controller takes over from a dead one. */
        public Parts leaseLength(Duration length) {
            leaseLength = length;
            return this;
        }

        /** Who this controller is, in leases. */
        public Parts holder(String name) {
            holder = name;
            return this;
        }

        public Installation open() {
            return new Installation(this);
        }

        private static String hostName() {
            Map<String, String> environment = System.getenv();
            return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "this machine"));
        }
    }

    public static Installation open(Configuration configuration) {
        return Parts.of(configuration).open();
    }

    public Engine engine() {
        return engine;
    }

    public Inspection inspection() {
        return inspection;
    }

    /** Puts environments to sleep and wakes them. */
    public Sleeping sleeping() {
        return sleeping;
    }

    /** What an environment is built of. */
    public Inventory inventory(Environment environment) {
        return worlds.inventory(environment);
    }

    /** What environments cost. */
    public Costs costs() {
        return costs;
    }

    public DeploymentStore store() {
        return store;
    }

    public LeaseStore leases() {
        return leases;
    }

    public SystemTime time() {
        return time;
    }

    /** Calls to AWS so far for an environment, by action. */
    public Map<String, Long> callsByAction(Environment environment) {
        return worlds.callsByAction(environment);
    }

    /** Ends ticks that are running, leaves every deployment resumable. */
    @Override
    public void close() {
        engine.close();
        time.close();
        post.close();
        prober.close();
        worlds.close();
        try {
            closing.close();
        } catch (Exception e) {
            System.getLogger(Installation.class.getName())
                    .log(System.Logger.Level.WARNING, "what listened did not close", e);
        }
    }
}
