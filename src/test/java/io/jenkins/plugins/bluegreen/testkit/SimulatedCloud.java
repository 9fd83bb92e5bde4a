package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * A load balancer with several nodes that lag, and two sides whose instances boot and drain, in virtual time. Watches the invariants of
 * {@code docs/architecture.md} from outside: it knows what every node really does, which no controller can know.
 */
public final class SimulatedCloud implements TrafficSwitch, Fleet, Prober {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    /**
     * What to build.
     *
     * @param lags propagation lag of each load balancer node
     * @param size instances of the live side
     * @param boot from launch to healthy
     */
    public record Shape(Environment environment, Map<String, Duration> lags, int size, Duration boot, long seed) {
        /** Two nodes that lag 2 and 4 s, two instances that boot in 20 s, one rule, the default settings. */
        public static Shape ordinary() {
            return new Shape(
                    Rig.environment(1, io.jenkins.plugins.bluegreen.model.Settings.DEFAULT),
                    Rig.lags(Duration.ofSeconds(2), Duration.ofSeconds(4)),
                    2,
                    Duration.ofSeconds(20),
                    1);
        }

        public Shape withRules(int rules) {
            return new Shape(Rig.environment(rules, environment.settings()), lags, size, boot, seed);
        }

        public Shape with(io.jenkins.plugins.bluegreen.model.Settings settings) {
            return new Shape(environment.with(settings), lags, size, boot, seed);
        }

        public Shape withLags(Duration... each) {
            return new Shape(environment, Rig.lags(each), size, boot, seed);
        }

        SimulatedCloud build(Clock clock) {
            return new SimulatedCloud(clock, environment, lags, size, boot, seed);
        }
    }

    private final Clock clock;
    private final Environment environment;
    private final SimulatedRules rules;
    private final Map<Colour, SimulatedSide> sides = new EnumMap<>(Colour.class);
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final Random random;
    private final Duration boot;
    private final Violations violations = new Violations();
    private final List<AlarmReading> alarms = new ArrayList<>();
    private OptionalInt schema = OptionalInt.empty();
    private boolean databaseAnswers = true;
    private Duration stickiness = Duration.ZERO;
    private final Map<Colour, Long> counts = new EnumMap<>(Colour.class);
    private final Map<Colour, String> otherWork = new EnumMap<>(Colour.class);
    private boolean ordinaryBudgetSpent;
    private boolean overwritingAllowed;
    private int liveProbes;
    private long calls;

    public SimulatedCloud(
            Clock clock, Environment environment, Map<String, Duration> lags, int size, Duration boot, long seed) {
        this.clock = clock;
        this.environment = environment;
        this.boot = boot;
        this.random = new Random(seed);
        this.rules = new SimulatedRules(environment.rules(), lags, TrafficSplit.allOn(Colour.BLUE));
        sides.put(Colour.BLUE, new SimulatedSide("blue", "r1"));
        sides.put(Colour.GREEN, new SimulatedSide("green", "r0"));
        side(Colour.BLUE).resize(new Capacity(1, Math.max(10, size), size));
        side(Colour.BLUE).settle(clock.now(), Duration.ZERO, DRAIN);
    }

    /** The ports of this cloud. */
    public World world() {
        return new World(
                this,
                this,
                this,
                asked -> counted(List.copyOf(alarms)),
                this::counted,
                asked -> readSchema(),
                () -> calls);
    }

    private OptionalInt readSchema() {
        if (!databaseAnswers) {
            throw new WorldException(WorldException.Kind.UNAVAILABLE, "the database does not answer");
        }
        return schema;
    }

    /** As CloudWatch does it: in whole minutes only. */
    private OptionalLong counted(Environment asked, Colour colour, Instant from, Instant to) {
        Instant start = from.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
        boolean hasWholeMinute = start.isBefore(to.truncatedTo(ChronoUnit.MINUTES));
        return hasWholeMinute && counts.containsKey(colour)
                ? OptionalLong.of(counts.get(colour))
                : OptionalLong.empty();
    }

    private void spendFromBudget(Urgency urgency) {
        if (ordinaryBudgetSpent && urgency == Urgency.ORDINARY) {
            throw new WorldException(WorldException.Kind.THROTTLED, "the budget of calls is spent");
        }
    }

    private <T> T counted(T value) {
        calls++;
        return value;
    }

    private SimulatedSide side(Colour colour) {
        return sides.get(colour);
    }

    private void settle() {
        sides.values().forEach(side -> side.settle(clock.now(), boot, DRAIN));
    }

    @Override
    public List<RuleReading> read(Environment asked, Urgency urgency) {
        calls++;
        spendFromBudget(urgency);
        return rules.rules().stream()
                .map(rule -> {
                    TrafficSplit split = rules.last(rule).split();
                    return new RuleReading(rule, Optional.of(split), split.toString());
                })
                .toList();
    }

    @Override
    public void write(Environment asked, RuleRef rule, TrafficSplit split, Urgency urgency) {
        calls++;
        spendFromBudget(urgency);
        settle();
        if (rules.last(rule).byStranger() && !overwritingAllowed) {
            violations.add("5: overwrote a stranger's " + rules.last(rule).split() + " with " + split);
        }
        for (Colour colour : Colour.values()) {
            boolean gains = split.on(colour) > rules.last(rule).split().on(colour);
            if (gains && side(colour).healthy(clock.now()) == 0) {
                violations.add("2: " + colour.word() + " got " + split.on(colour) + "% without a healthy target");
            }
        }
        rules.write(rule, split, clock.now(), false);
    }

    @Override
    public RoutingFacts facts(Environment asked) {
        return counted(new RoutingFacts(stickiness, DRAIN, ""));
    }

    @Override
    public SideReading read(Environment asked, Colour colour, Urgency urgency) {
        calls += 2;
        spendFromBudget(urgency);
        settle();
        return side(colour).reading(clock.now());
    }

    @Override
    public void prepare(Environment asked, Colour colour, Release release, Capacity capacity) {
        calls += 2;
        side(colour).launchWith(release.id());
        resizeTo(colour, capacity);
    }

    @Override
    public void resize(Environment asked, Colour colour, Capacity capacity) {
        calls++;
        resizeTo(colour, capacity);
    }

    private void resizeTo(Colour colour, Capacity capacity) {
        settle();
        if (capacity.desired() < side(colour).capacity().desired() && rules.isServed(colour, clock.now())) {
            violations.add("3: " + colour.word() + " lost capacity while a node still sent it traffic");
        }
        side(colour).resize(capacity);
        settle();
    }

    @Override
    public void hold(Environment asked, Colour colour, Set<Doing> suspended) {
        calls++;
        side(colour).suspend(suspended);
    }

    @Override
    public String otherWork(Environment asked, Colour colour) {
        calls++;
        return otherWork.getOrDefault(colour, "");
    }

    @Override
    public List<Probe> probe(Environment asked, Optional<Colour> preview, String path, int perNode) {
        settle();
        liveProbes += preview.isPresent() ? 0 : perNode * rules.nodes().size();
        List<Probe> answers = new ArrayList<>();
        for (String node : rules.nodes()) {
            for (int i = 0; i < perNode; i++) {
                answers.add(answer(node, preview, path));
            }
        }
        return answers;
    }

    private Probe answer(String node, Optional<Colour> preview, String path) {
        RuleRef rule = rules.rules().get(random.nextInt(rules.rules().size()));
        int green = rules.at(node, rule, clock.now()).green();
        Colour colour = preview.orElseGet(() -> random.nextInt(100) < green ? Colour.GREEN : Colour.BLUE);
        String running = side(colour).runningRelease(clock.now());
        if (running.isEmpty()) {
            return new Probe(
                    clock.now(),
                    node,
                    preview,
                    path,
                    503,
                    Duration.ofMillis(2),
                    "",
                    Optional.empty(),
                    "no healthy target");
        }
        Behaviour behaviour = behaviours.getOrDefault(running, Behaviour.good(running));
        boolean bad = !clock.now().isBefore(behaviour.badAfter())
                && random.nextInt(100) < behaviour.badShare()
                && !(behaviour.hides() && preview.isPresent());
        return new Probe(
                clock.now(),
                node,
                preview,
                path,
                bad ? 500 : 200,
                behaviour.latency(),
                behaviour.calls(),
                Optional.of(colour),
                "");
    }

    // What tests do to it.

    /** Somebody suspends these of a side's doings, and resumes the others. */
    public void suspend(Colour colour, Doing... these) {
        side(colour).suspend(Set.of(these));
    }

    /** Something else is under way on a side. */
    public void otherWork(Colour colour, String sentence) {
        otherWork.put(colour, sentence);
    }

    public void behave(String release, Behaviour behaviour) {
        behaviours.put(release, behaviour);
    }

    /** Somebody else writes weights. */
    public void strangerWrites(int rule, TrafficSplit split) {
        rules.write(environment.rules().get(rule), split, clock.now(), true);
    }

    /** A person has decided that foreign values may be overwritten. */
    public void allowOverwriting() {
        overwritingAllowed = true;
    }

    public void lose(Colour colour, int which) {
        settle();
        side(colour).lose(which);
    }

    public void sicken(Colour colour, boolean sick) {
        settle();
        side(colour).sicken(sick);
    }

    /** Auto Scaling gives a side another size, as its load asks for it. */
    public void scales(Colour colour, int desired) {
        Capacity now = side(colour).capacity();
        side(colour).resize(new Capacity(now.min(), now.max(), desired));
        settle();
    }

    /** One of the side's targets fails its health checks. */
    public void sickenOne(Colour colour) {
        settle();
        side(colour).sickenOne();
    }

    /** Nothing on the side says any more which release it runs. */
    public void loseTags(Colour colour) {
        side(colour).loseTags();
    }

    /** The tags of new instances are seen only after a while, as EC2 does it. */
    public void tagLate(Colour colour, Duration delay) {
        side(colour).tagLate(delay);
    }

    /** What the load balancer itself counts for a side in each minute. */
    public void counts(Colour colour, long requests) {
        counts.put(colour, requests);
    }

    /** Only calls for the way back get through. */
    public void spendOrdinaryBudget() {
        ordinaryBudgetSpent = true;
    }

    public void alarm(String name, AlarmReading.State state) {
        alarms.removeIf(alarm -> alarm.name().equals(name));
        alarms.add(new AlarmReading(name, state, "set by the test"));
    }

    public void schemaIs(int version) {
        schema = OptionalInt.of(version);
        databaseAnswers = true;
    }

    public void databaseIsSilent() {
        databaseAnswers = false;
    }

    public void stickinessIs(Duration duration) {
        stickiness = duration;
    }

    // What tests look at.

    public Environment environment() {
        return environment;
    }

    public TrafficSplit split(int rule) {
        return rules.last(environment.rules().get(rule)).split();
    }

    public boolean allRulesAgree() {
        return rules.rules().stream()
                        .map(rule -> rules.last(rule).split())
                        .distinct()
                        .count()
                == 1;
    }

    public int writes() {
        return rules.rules().stream().mapToInt(rules::count).sum();
    }

    /** Probes of live traffic that it got so far. */
    public int liveProbes() {
        return liveProbes;
    }

    public SideReading reading(Colour colour) {
        settle();
        return side(colour).reading(clock.now());
    }

    /** Instances that were ever started on a side. */
    public int launched(Colour colour) {
        return side(colour).launched();
    }

    public boolean isHeld(Colour colour) {
        return side(colour).reading(clock.now()).hold().keepsSize();
    }

    public boolean isServed(Colour colour) {
        return rules.isServed(colour, clock.now());
    }

    public long calls() {
        return calls;
    }

    public Violations violations() {
        return violations;
    }
}
