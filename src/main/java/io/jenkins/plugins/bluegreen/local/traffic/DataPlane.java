package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * A load balancer that behaves like an Application Load Balancer with weighted target groups. All methods may be called
 * from any thread; none waits for targets.
 *
 * <p>It has several nodes, each an address with its own view of the rules: {@link #propagationLag} delays how soon a change
 * of rules reaches each. Targets and their health are common to all nodes.
 */
public final class DataPlane implements AutoCloseable {

    private final DataPlaneSettings settings;
    private final XnioWorker worker;
    private final ByteBufferPool buffers;
    private final ScheduledExecutorService timer;
    private final HealthChecks checks;
    private final TrafficLog traffic;
    private final StickyCookies cookies = new StickyCookies();
    private final Map<XnioIoThread, ThreadConnections> connections = new ConcurrentHashMap<>();

    /** Guarded by "this", as all that follows. */
    private final Map<String, TargetGroup> groups = new HashMap<>();

    private final Map<String, RunningListener> listeners = new HashMap<>();
    private final Map<String, Duration> lags = new HashMap<>();

    private record RunningListener(ListenerSpec spec, Listener sockets, Map<String, NodeHandler> nodes) {
        RunningListener with(ListenerSpec next) {
            return new RunningListener(next, sockets, nodes);
        }
    }

    private DataPlane(DataPlaneSettings settings, XnioWorker worker) {
        this.settings = settings;
        this.worker = worker;
        this.buffers = new DefaultByteBufferPool(true, 16 * 1024, -1, 4);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "data-plane-timer");
            thread.setDaemon(true);
            return thread;
        });
        this.traffic = new TrafficLog(settings.history());
        this.checks = new HealthChecks(timer, new HealthProbe(worker, buffers));
    }

    /** Starts a data plane without listeners. */
    public static DataPlane start(DataPlaneSettings settings) {
        OptionMap threads = OptionMap.builder()
                .set(Options.WORKER_NAME, "data-plane")
                .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                .set(Options.WORKER_TASK_CORE_THREADS, 0)
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.THREAD_DAEMON, true)
                .getMap();
        try {
            return new DataPlane(
                    settings, Xnio.getInstance(DataPlane.class.getClassLoader()).createWorker(threads));
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the threads of the data plane: " + e.getMessage(), e);
        }
    }

    /**
     * Creates a listener or replaces it with all of its rules. A new one is seen by every node at once; changed rules reach
     * each node after its lag, all rules of the listener together.
     *
     * @return the port, the same on every node
     * @throws IllegalStateException when the port is taken
     */
    public synchronized int putListener(ListenerSpec spec) {
        RunningListener before = listeners.get(spec.arn());
        boolean samePort = before != null
                && (spec.port() == 0 || spec.port() == before.sockets().port());
        RunningListener now = samePort ? before.with(spec) : open(spec);
        RoutingTable table = RoutingTable.of(
                spec.rules(), arn -> new Share(group(arn), traffic.ofGroup(spec.loadBalancerArn(), arn)));
        Frontend frontend = Frontend.of(
                now.sockets().port(), traffic.ofLoadBalancer(spec.loadBalancerArn()), spec.loadBalancerAttributes());
        now.nodes().forEach((address, node) -> {
            Duration lag = samePort ? lags.getOrDefault(address, Duration.ZERO) : Duration.ZERO;
            node.change(frontend, table, lag, timer);
        });
        now.sockets().closeIdleAfter(frontend.idleMillis());
        if (!samePort) {
            now.sockets().accept();
            if (before != null) {
                before.sockets().close();
            }
        }
        listeners.put(spec.arn(), now);
        refreshUse();
        return now.sockets().port();
    }

    private RunningListener open(ListenerSpec spec) {
        Map<String, NodeHandler> nodes = new LinkedHashMap<>();
        for (String address : settings.nodes()) {
            nodes.put(address, new NodeHandler(this::connectionsOf, cookies, settings.clock()));
        }
        return new RunningListener(spec, Listener.bind(worker, buffers, nodes, spec.port()), nodes);
    }

    private ThreadConnections connectionsOf(XnioIoThread thread) {
        return connections.computeIfAbsent(thread, added -> new ThreadConnections(added, buffers, settings));
    }

    /** Closes the sockets of a listener and its connections; an unknown one is ignored. */
    public synchronized void removeListener(String listenerArn) {
        RunningListener removed = listeners.remove(listenerArn);
        if (removed != null) {
            removed.sockets().close();
            refreshUse();
        }
    }

    /** Creates a target group or changes its health check and attributes; its targets stay. */
    public synchronized void putTargetGroup(TargetGroupSpec spec) {
        TargetGroup group = group(spec.arn());
        boolean sameCheck = group.spec()
                .map(TargetGroupSpec::healthCheck)
                .filter(spec.healthCheck()::equals)
                .isPresent();
        group.configure(spec);
        if (!sameCheck) {
            checks.restart(group);
        }
    }

    /** Forgets a target group with its targets; an unknown one is ignored. */
    public synchronized void removeTargetGroup(String groupArn) {
        TargetGroup group = groups.get(groupArn);
        if (group != null) {
            for (Target target : group.clear()) {
                checks.stop(target);
                cut(target);
            }
        }
    }

    /** Registers a target: it is checked at once and takes requests after one passing check. */
    public synchronized void register(String groupArn, TargetSpec target) {
        TargetGroup group = group(groupArn);
        group.register(target);
        checks.start(group);
    }

    /**
     * Deregisters a target: it gets no new requests, those in flight may finish until the group's deregistration delay is
     * over; what still runs then is answered with 502 or cut. In a group that no rule names it is forgotten at once.
     */
    public synchronized void deregister(String groupArn, String targetId) {
        TargetGroup group = group(groupArn);
        Duration delay = group.attributes().deregistrationDelay();
        group.drain(targetId).ifPresent(target -> {
            checks.stop(target);
            timer.schedule(
                    () -> {
                        group.forget(target);
                        cut(target);
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
    }

    private void cut(Target target) {
        connections.values().forEach(onThread -> onThread.execute(() -> onThread.cut(target)));
    }

    /** The targets of a group, those that drain included; empty for an unknown group. */
    public List<TargetStatus> health(String groupArn) {
        return group(groupArn).statuses();
    }

    /**
     * Sets how late changes of rules reach the nodes from now on.
     *
     * @param byNode node address to lag; a node that is not named has none
     */
    public synchronized void propagationLag(Map<String, Duration> byNode) {
        for (String address : byNode.keySet()) {
            if (!settings.nodes().contains(address)) {
                throw new IllegalArgumentException(
                        "no node has the address " + address + "; the nodes are " + settings.nodes());
            }
        }
        lags.clear();
        lags.putAll(byNode);
    }

    /**
     * What happened, per second, load balancer and group.
     *
     * @param from first instant, included
     * @param to last instant, not included
     */
    public List<TrafficPoint> traffic(Instant from, Instant to) {
        return traffic.between(from, to);
    }

    private synchronized TargetGroup group(String arn) {
        return groups.computeIfAbsent(arn, name -> new TargetGroup(name, settings.clock()));
    }

    /** A group is in use when a rule of any listener names it, whatever its weight. */
    private void refreshUse() {
        Set<String> named = new HashSet<>();
        for (RunningListener listener : listeners.values()) {
            for (RuleSpec rule : listener.spec().rules()) {
                if (rule.action() instanceof ActionSpec.Forward forward) {
                    forward.groups().forEach(group -> named.add(group.groupArn()));
                }
            }
        }
        for (TargetGroup group : groups.values()) {
            boolean used = named.contains(group.arn());
            List<Target> checked = group.toCheck();
            group.use(used);
            if (used) {
                checks.start(group);
            } else {
                checked.forEach(checks::stop);
            }
        }
    }

    @Override
    public synchronized void close() {
        checks.close();
        timer.shutdownNow();
        listeners.values().forEach(listener -> listener.sockets().close());
        listeners.clear();
        connections.values().forEach(ThreadConnections::stop);
        worker.shutdownNow();
    }
}
