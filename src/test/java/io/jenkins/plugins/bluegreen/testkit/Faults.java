package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.Set;

/** Puts faults between a controller and everything it calls: the k-th call fails or the process dies, before or after its effect. */
public final class Faults {
    /** The process ends here. Not an exception that anybody may catch. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super("the controller died " + where);
        }
    }

    private final Random random;
    private final int failuresPerThousand;
    private final Set<Integer> crashBefore;
    private final Set<Integer> crashAfter;
    private int calls;

    public Faults(long seed, int failuresPerThousand, Set<Integer> crashBefore, Set<Integer> crashAfter) {
        this.random = new Random(seed);
        this.failuresPerThousand = failuresPerThousand;
        this.crashBefore = crashBefore;
        this.crashAfter = crashAfter;
    }

    public static Faults none() {
        return new Faults(0, 0, Set.of(), Set.of());
    }

    /** Calls that went through here so far. */
    public int calls() {
        return calls;
    }

    public World between(World world) {
        return new World(
                between(io.jenkins.plugins.bluegreen.port.TrafficSwitch.class, world.traffic(), true),
                between(io.jenkins.plugins.bluegreen.port.Fleet.class, world.fleet(), true),
                between(io.jenkins.plugins.bluegreen.port.Prober.class, world.prober(), false),
                between(io.jenkins.plugins.bluegreen.port.Alarms.class, world.alarms(), true),
                world.meter(),
                world.schema(),
                world.calls());
    }

    public DeploymentStore between(DeploymentStore store) {
        return between(DeploymentStore.class, store, true);
    }

    public LeaseStore between(LeaseStore leases) {
        return between(LeaseStore.class, leases, true);
    }

    private <T> T between(Class<T> port, T real, boolean mayFail) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            int call = ++calls;
            String name = port.getSimpleName() + "." + method.getName();
            if (crashBefore.contains(call)) {
                throw new Crash("before call " + call + ", " + name);
            }
            boolean fails = mayFail && random.nextInt(1000) < failuresPerThousand;
            if (fails && random.nextBoolean()) {
                throw new WorldException(
                        call % 2 == 0 ? WorldException.Kind.UNAVAILABLE : WorldException.Kind.DENIED,
                        name + " failed before its effect (injected)");
            }
            Object result;
            try {
                result = method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (crashAfter.contains(call)) {
                throw new Crash("after call " + call + ", " + name);
            }
            if (fails) {
                throw new WorldException(WorldException.Kind.UNAVAILABLE, name + " failed after its effect (injected)");
            }
            return result;
        }));
    }
}
