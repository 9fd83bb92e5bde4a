package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The simulated cloud with a database and notes; controllers die at a change that a test names. */
public final class Bedroom {
    static final Duration SEVEN_DAYS = Duration.ofDays(7);

    /** The process ended here: nothing of it is left but what it had done. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    public final Rig rig = new Rig();
    final List<String> order = new ArrayList<>();
    public final Map<String, Map<String, String>> notes = new HashMap<>();
    public final Sleepable shop = new Sleepable(rig.cloud.environment(), "shop-db", new Capacity(1, 4, 1));
    Database.State state = Database.State.AVAILABLE;
    private Instant reachedAt = Instant.EPOCH;
    private Database.State reached = Database.State.AVAILABLE;
    private Duration transition = Duration.ofMinutes(4);
    private Optional<Instant> selfStart = Optional.empty();
    private int changes;
    private int dieAt = Integer.MAX_VALUE;
    private boolean afterwards;
    private WorldException refusal;
    private int controllers;

    public Sleeping controller() {
        return new Sleeping(services("controller-" + ++controllers));
    }

    SleepServices services(String holder) {
        World world = rig.cloud.world();
        World watched = new World(
                world.traffic(),
                fleet(world.fleet()),
                world.prober(),
                world.alarms(),
                world.meter(),
                world.schema(),
                world.calls());
        Inspection inspection = new Inspection(environment -> watched);
        return new SleepServices(
                environment -> watched,
                environment -> database(),
                environment -> tags(),
                environment ->
                        inspection.verify(environment, Optional.empty(), "").verdicts(),
                rig.store,
                rig.leases,
                rig.time,
                rig.time,
                holder,
                Services.LEASE);
    }

    /** The process of the next controller ends at its n-th change, before or after it has taken effect; counted from 1. */
    void dieAt(int change, boolean after) {
        changes = 0;
        dieAt = change;
        afterwards = after;
    }

    void live() {
        dieAt = Integer.MAX_VALUE;
    }

    int changes() {
        return changes;
    }

    void databaseRefuses(WorldException with) {
        refusal = with;
    }

    private void change(String what, Runnable effect) {
        boolean last = ++changes == dieAt;
        if (last && !afterwards) {
            throw new Crash();
        }
        order.add(what);
        effect.run();
        if (last) {
            throw new Crash();
        }
    }

    private Fleet fleet(Fleet of) {
        return new Fleet() {
            @Override
            public SideReading read(Environment environment, Colour side, Urgency urgency) {
                return of.read(environment, side, urgency);
            }

            @Override
            public void prepare(Environment environment, Colour side, Release release, Capacity capacity) {
                of.prepare(environment, side, release, capacity);
            }

            @Override
            public void resize(Environment environment, Colour side, Capacity capacity) {
                change(side.word() + " to " + capacity.desired(), () -> of.resize(environment, side, capacity));
            }

            @Override
            public void hold(Environment environment, Colour side, Set<Doing> suspended) {
                of.hold(environment, side, suspended);
            }

            @Override
            public String otherWork(Environment environment, Colour side) {
                return of.otherWork(environment, side);
            }
        };
    }

    private Database database() {
        return new Database() {
            @Override
            public Reading read(String id) {
                Database.State now = databaseState();
                return new Reading(id, now, now.name().toLowerCase());
            }

            @Override
            public void stop(String id) {
                if (refusal != null) {
                    throw refusal;
                }
                if (databaseState() == Database.State.AVAILABLE) {
                    change("database stops, " + instances() + " instances", () -> {
                        move(Database.State.STOPPING, Database.State.STOPPED);
                        selfStart = Optional.of(rig.time.now().plus(SEVEN_DAYS));
                    });
                }
            }

            @Override
            public void start(String id) {
                if (databaseState() == Database.State.STOPPED) {
                    change("database starts", () -> {
                        move(Database.State.STARTING, Database.State.AVAILABLE);
                        selfStart = Optional.empty();
                    });
                }
            }
        };
    }

    public Database.State databaseState() {
        Instant now = rig.time.now();
        if (selfStart.filter(at -> !now.isBefore(at)).isPresent()) {
            state = Database.State.STARTING;
            reached = Database.State.AVAILABLE;
            reachedAt = selfStart.get().plus(transition);
            selfStart = Optional.empty();
        }
        return now.isBefore(reachedAt) ? state : reached;
    }

    private void move(Database.State through, Database.State to) {
        state = through;
        reached = to;
        reachedAt = rig.time.now().plus(transition);
    }

    public void databaseIs(Database.State now) {
        state = now;
        reached = now;
    }

    public long instances() {
        return List.of(Colour.values()).stream()
                .mapToLong(colour -> rig.cloud.reading(colour).targets().size())
                .sum();
    }

    private Notes tags() {
        return new Notes() {
            @Override
            public Map<String, String> read(Side side) {
                return Map.copyOf(notes.getOrDefault(side.group(), Map.of()));
            }

            @Override
            public void write(Side side, Map<String, String> some) {
                change("notes " + some.keySet(), () -> notes.computeIfAbsent(side.group(), g -> new TreeMap<>())
                        .putAll(some));
            }

            @Override
            public void remove(Side side, Set<String> keys) {
                if (read(side).keySet().stream().anyMatch(keys::contains)) {
                    change(
                            "forgets " + keys,
                            () -> notes.get(side.group()).keySet().removeAll(keys));
                }
            }
        };
    }
}
