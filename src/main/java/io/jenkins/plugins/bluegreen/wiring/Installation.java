package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.aws.AwsWorlds;
import io.jenkins.plugins.bluegreen.aws.Connections;
import io.jenkins.plugins.bluegreen.aws.Rehearsal;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Environment;
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
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Everything put together and running: the engine, its stores, its worlds. Close it when nothing is to be driven here any more. */
public final class Installation implements AutoCloseable {
    private final SystemTime time;
    private final HttpProber prober;
    private final Connections connections;
    private final AwsWorlds worlds;
    private final Documents documents;
    private final DeploymentStore store;
    private final LeaseStore leases;
    private final Engine engine;
    private final Services services;
    private final Sleeping sleeping;
    private final Caller own;
    private final Announcements announcements;
    private final AutoCloseable closing;

    private Installation(Parts parts) {
        this.time = new SystemTime();
        this.prober = new HttpProber(
                time, Optional.ofNullable(System.getenv("VALIDATE_TOKEN")).filter(token -> !token.isEmpty()));
        this.connections = new Connections(time, time, parts.calls);
        this.worlds = new AwsWorlds(connections, parts.accounts, prober, parts.schema);
        this.documents = parts.state instanceof State.Bucket bucket
                ? worlds.documents(parts.stateAccount, bucket.region(), bucket.bucket(), bucket.prefix())
                : FileDocuments.under(((State.Directory) parts.state).path());
        this.store = new DocumentDeploymentStore(documents);
        this.leases = new DocumentLeaseStore(documents);
        this.announcements = new Announcements(
                parts.notifications,
                wanted -> wanted.open(parts.variables, topic -> worlds.notifier(parts.stateAccount, topic)));
        Notifier both = (after, event) -> {
            parts.notifier.happened(after, event);
            announcements.happened(after, event);
        };
        MetricSink cloudWatch = worlds.metrics();
        MetricSink metrics = (environment, receipt) -> {
            if (parts.metrics.getAsBoolean()) {
                cloudWatch.record(environment, receipt);
            }
        };
        this.closing = parts.closing;
        this.services = new Services(worlds, store, leases, both, metrics, time, time, parts.holder, parts.leaseLength);
        this.engine = new Engine(services);
        this.sleeping = new Sleeping(sleepServices(worlds));
        this.own = caller(worlds, engine, sleeping);
    }

    private SleepServices sleepServices(AwsWorlds through) {
        Inspection inspection = new Inspection(through);
        return new SleepServices(
                through,
                through::database,
                through::notes,
                environment ->
                        inspection.verify(environment, Optional.empty(), "").verdicts(),
                store,
                leases,
                time,
                time,
                services.holder(),
                services.leaseLength());
    }

    private Caller caller(AwsWorlds through, Engine planner, Sleeping sleeper) {
        Costs costs = new Costs(
                store,
                environment ->
                        new DailyBilling(documents, AwsWorlds.account(environment), through.billing(environment)),
                time);
        return new Caller(planner::begin, new Inspection(through), sleeper, costs);
    }

    /** The same for somebody who reaches AWS in another way. Deployments begun so are driven by the one engine as all others are. */
    public Caller as(Access access) {
        AwsWorlds through = worlds.as(access.account());
        return caller(through, new Engine(services.with(through)), sleeping.with(sleepServices(through)));
    }

    /** What an installation is made of; start from {@link #of} and replace what is different. */
    public static final class Parts {
        private final State state;
        private final AwsAccount stateAccount;
        private BiFunction<Environment, String, AwsAccount> accounts;
        private SchemaStatus schema = environment -> OptionalInt.empty();
        private Notifier notifier = (after, event) -> {};
        private Supplier<Notifications> notifications = () -> Notifications.NONE;
        private BooleanSupplier metrics = () -> false;
        private UnaryOperator<String> variables = System::getenv;
        private CallListener calls = CallListener.NOBODY;
        private AutoCloseable closing = () -> {};
        private Duration leaseLength = Services.LEASE;
        private String holder = ProcessHandle.current().pid() + "@" + hostName();

        private Parts(State state, AwsAccount account) {
            this.state = Objects.requireNonNull(state, "state");
            this.stateAccount = Objects.requireNonNull(account, "account");
            this.accounts = (environment, deployment) -> account;
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
                    .notifications(configuration::notifications)
                    .metrics(configuration::metrics);
        }

        /**
         * How each environment's account is reached for one of its deployments, by id, or for anybody else if that is empty; asked for
         * every call.
         */
        public Parts access(BiFunction<Environment, String, Access> byDeployment) {
            accounts = (environment, deployment) ->
                    byDeployment.apply(environment, deployment).account();
            return this;
        }

        /** Where schema versions are read, by environment; asked each time, so that it may change. */
        public Parts databases(Supplier<Map<String, SchemaSource>> byEnvironment) {
            return schema(environment ->
                    SchemaSource.status(byEnvironment.get(), variables).version(environment));
        }

        public Parts schema(SchemaStatus status) {
            schema = status;
            return this;
        }

        public Parts notifier(Notifier other) {
            notifier = other;
            return this;
        }

        /** Who else is told, beside {@link #notifier}; asked each time, so that it may change. */
        public Parts notifications(Supplier<Notifications> receivers) {
            notifications = receivers;
            return this;
        }

        /** What secrets are called in a configuration: finds each by its name, or null; without this, environment variables. */
        public Parts variables(UnaryOperator<String> byName) {
            variables = byName;
            return this;
        }

        /** Whether receipts are published as CloudWatch metrics; asked each time. */
        public Parts metrics(BooleanSupplier publish) {
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

    /** Readies beside everything else what the first look at an environment takes; for programs that look at once. */
    public static void rehearse() {
        Rehearsal.begin();
    }

    public static Installation open(Configuration configuration) {
        return Parts.of(configuration).open();
    }

    public Engine engine() {
        return engine;
    }

    /** Looks at environments without a deployment. */
    public Inspection inspection() {
        return own.inspection();
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
        return own.costs();
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
        sleeping.close();
        time.close();
        announcements.close();
        prober.close();
        connections.close();
        try {
            closing.close();
        } catch (Exception e) {
            System.getLogger(Installation.class.getName())
                    .log(System.Logger.Level.WARNING, "what listened did not close", e);
        }
    }
}
