package io.jenkins.plugins.bluegreen.local.compute;

import io.jenkins.plugins.bluegreen.local.wire.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs instances. An instance is over when every process that its user data started is over; nothing outlives the cloud: closing it ends
 * all instances, and a supervisor beside each instance does so when this JVM dies.
 */
public final class Compute implements AutoCloseable {
    private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL", "JAVA_HOME", "TMPDIR", "PYENV_ROOT");
    private static final String HOST = "127.0.0.1";

    private final ComputeSettings settings;
    private final ScheduledExecutorService scheduler;
    private final Path supervisorScript;
    private final Thread exitHook = new Thread(this::endAll, "local-cloud-exit");
    private final Object lock = new Object();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Map<String, String> endpointEnvironment = Map.of();
    private String metadataBase = "";
    private Duration bootDelay = Duration.ZERO;
    private boolean closed;

    private static final class Entry {
        private final Instance instance;
        private final Map<String, String> tags;
        private Optional<InstanceProcess> process = Optional.empty();
        private InstanceState state = InstanceState.RUNNING;
        private String stateReason = "";

        private Entry(Instance instance) {
            this.instance = instance;
            this.tags = new TreeMap<>(instance.tagsAtLaunch());
        }
    }

    public Compute(ComputeSettings settings, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.supervisorScript = settings.directory().resolve("instance.sh");
        try (InputStream script = Compute.class.getResourceAsStream("instance.sh")) {
            Files.createDirectories(settings.directory());
            Files.write(supervisorScript, script.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + settings.directory() + " for instances", e);
        }
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    /** Tells instances where the cloud's own port is; called once it is known. */
    public void apiAt(int port) {
        String base = "http://" + HOST + ":" + port;
        synchronized (lock) {
            metadataBase = base + "/_local/imds/";
            endpointEnvironment = Map.of("AWS_ENDPOINT_URL", base);
        }
    }

    /** Later instances run their user data only after this delay, as a slow machine would. */
    public void bootDelay(Duration delay) {
        synchronized (lock) {
            bootDelay = delay;
        }
    }

    /** Launches an instance; its user data starts at once, or after the boot delay. */
    public Instance launch(InstanceLaunch launch) {
        String id = Ids.resource("i-");
        Path directory = settings.directory().resolve(id);
        Instance instance;
        Duration delay;
        try {
            Files.createDirectories(directory);
            instance = new Instance(
                    id, HOST, freePort(), launch, settings.clock().instant(), directory, directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare instance " + id, e);
        }
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the local cloud is closed");
            }
            entries.put(id, new Entry(instance));
            delay = bootDelay;
        }
        if (delay.isZero()) {
            boot(instance);
        } else {
            scheduler.schedule(() -> boot(instance), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
        return instance;
    }

    private void boot(Instance instance) {
        synchronized (lock) {
            Entry entry = entries.get(instance.id());
            if (closed || entry.state != InstanceState.RUNNING) {
                return;
            }
            try {
                InstanceProcess process =
                        InstanceProcess.start(supervisorScript, instance, environment(instance), settings.stopBound());
                entry.process = Optional.of(process);
                process.onExit().thenRun(() -> ended(instance.id()));
            } catch (IOException e) {
                entry.state = InstanceState.TERMINATED;
                entry.stateReason = "Server.InternalError: " + e.getMessage();
            }
        }
    }

    private Map<String, String> environment(Instance instance) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_REGION", settings.region());
        environment.put("AWS_DEFAULT_REGION", settings.region());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.putAll(endpointEnvironment);
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadataBase + instance.id());
        environment.put("HOME", instance.directory().toString());
        environment.putAll(settings.environment());
        environment.put("HOST", instance.host());
        environment.put("PORT", Integer.toString(instance.port()));
        System.getenv().forEach((name, value) -> {
            if (INHERITED.contains(name)) {
                environment.putIfAbsent(name, value);
            }
        });
        return environment;
    }

    private void ended(String id) {
        synchronized (lock) {
            Entry entry = entries.get(id);
            if (entry.state == InstanceState.RUNNING) {
                entry.stateReason =
                        "Client.InstanceInitiatedShutdown: every process of the instance has ended, see its log";
            }
            entry.state = InstanceState.TERMINATED;
        }
    }

    /** Asks an instance to end: SIGTERM, and SIGKILL after the bound. Again is no error. */
    public void terminate(String id, String reason) {
        synchronized (lock) {
            Entry entry = entry(id);
            if (entry.state == InstanceState.RUNNING) {
                entry.stateReason = reason;
                entry.state = entry.process.isPresent() ? InstanceState.SHUTTING_DOWN : InstanceState.TERMINATED;
                entry.process.ifPresent(InstanceProcess::stop);
            }
        }
    }

    /** Loses an instance at once, as when its machine breaks. */
    public void kill(String id) {
        process(id).ifPresent(InstanceProcess::kill);
    }

    /** Makes an instance hang: it accepts connections and answers nothing, so that its health checks time out. */
    public void freeze(String id) {
        process(id).ifPresent(InstanceProcess::freeze);
    }

    /** Ends {@link #freeze}. */
    public void thaw(String id) {
        process(id).ifPresent(InstanceProcess::thaw);
    }

    private Optional<InstanceProcess> process(String id) {
        synchronized (lock) {
            return entry(id).process;
        }
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("there is no instance " + id);
        }
        return entry;
    }

    public Optional<Instance> find(String id) {
        synchronized (lock) {
            return Optional.ofNullable(entries.get(id)).map(entry -> entry.instance);
        }
    }

    /** All instances, ended ones too, in the order of their launch. */
    public List<Instance> instances() {
        synchronized (lock) {
            return entries.values().stream().map(entry -> entry.instance).toList();
        }
    }

    public InstanceState state(String id) {
        synchronized (lock) {
            return entry(id).state;
        }
    }

    /** Why an instance is no longer running; empty while it is. */
    public String stateReason(String id) {
        synchronized (lock) {
            return entry(id).stateReason;
        }
    }

    public Map<String, String> tags(String id) {
        synchronized (lock) {
            return new TreeMap<>(entry(id).tags);
        }
    }

    public void tag(String id, Map<String, String> tags) {
        synchronized (lock) {
            entry(id).tags.putAll(tags);
        }
    }

    public void untag(String id, Set<String> keys) {
        synchronized (lock) {
            entry(id).tags.keySet().removeAll(keys);
        }
    }

    /** A port that is free now; the instance binds it moments later, so a clash is possible and shows as a failed instance. */
    private int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private void endAll() {
        List<InstanceProcess> processes = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            entries.values().forEach(entry -> entry.process.ifPresent(processes::add));
        }
        processes.forEach(InstanceProcess::stop);
        processes.forEach(InstanceProcess::awaitEnd);
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException alreadyGoingDown) {
            // The hook does the same work.
        }
    }
}
