package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Deployments as a store would hold them, written by hand second by second, and what a load client saw meanwhile. */
public final class Recorded {
    public static final Instant START = Instant.parse("2026-11-23T09:30:00Z");
    public static final Environment PRODUCTION = new Environment(
            "production",
            "eu-central-1",
            URI.create("http://shop.example.com/"),
            List.of(),
            List.of(new RuleRef(
                    "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shop/1/2",
                    "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener-rule/app/shop/1/2/3")),
            new Side(
                    Colour.BLUE,
                    "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop-blue/a",
                    "shop-blue"),
            new Side(
                    Colour.GREEN,
                    "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop-green/b",
                    "shop-green"),
            List.of("shop-5xx", "shop-latency"),
            "X-Preview",
            Settings.DEFAULT.with(new InstancePrice(0.0113, "t3.micro with 8 GiB")));

    private final Order order;
    private final List<Event> journal = new ArrayList<>();

    private Recorded(String id, String release, String by) {
        order = new Order(
                id,
                environment(id),
                Release.of(release),
                Release.of("shop-1.8.2"),
                Colour.BLUE,
                Plan.DEFAULT,
                true,
                by,
                START);
    }

    /** Ids begin with the environment, where it is not production. */
    private static Environment environment(String id) {
        return Stream.of("staging", "canary", "ended")
                .filter(id::startsWith)
                .findFirst()
                .map(Recorded::named)
                .orElse(PRODUCTION);
    }

    private static Environment named(String name) {
        return new Environment(
                name,
                PRODUCTION.region(),
                URI.create("http://" + name + ".example.com/"),
                List.of(),
                PRODUCTION.rules(),
                PRODUCTION.blue(),
                PRODUCTION.green(),
                PRODUCTION.alarms(),
                PRODUCTION.previewHeader(),
                PRODUCTION.settings());
    }

    public static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    /** Waiting for a person, evidence taken. */
    public static Recorded verified(String id, String release) {
        return new Recorded(id, release, "jenkins: shop/main #41")
                .phase(1, Phase.PREPARING, "bringing green up with " + release)
                .event(new Event.SizeTaken(at(1), new Capacity(2, 6, 2)))
                .phase(38, Phase.VERIFYING, "2 of 2 targets of green are healthy")
                .event(new Event.EvidenceTaken(
                        at(59),
                        new Evidence(
                                new TreeMap<>(Map.of(
                                        "release", release,
                                        "live side", "blue with shop-1.8.2",
                                        "targets", "2 of 2 healthy on green",
                                        "alarms", "shop-5xx OK, shop-latency OK",
                                        "plan", Plan.DEFAULT.toString())),
                                new TreeMap<>(Map.of("probes", "21 of 21 good", "p95 latency", "38 ms")),
                                at(59))))
                .phase(59, Phase.VERIFIED, "the new side has been found good; waiting for an approval");
    }

    /** 10 % and then 50 % of the traffic on green, the last write not yet seen in live traffic. */
    public static Recorded shifting(String id, String release) {
        return verified(id, release)
                .event(new Event.Approved(
                        at(75), new Approval("maria", verified(id, release).evidence(), "numbers look fine", at(75))))
                .phase(76, Phase.SHIFTING, "approved by maria; giving green its first share")
                .write(76, 10, Optional.of(83.4))
                .event(new Event.StepPassed(at(114), 1))
                .write(114, 50, Optional.empty());
    }

    /** A good release, all the way to KEEPING. */
    public static Recorded good() {
        return good("2026-11-23-41");
    }

    private static Recorded good(String id) {
        return verified(id, "shop-1.9.0")
                .event(new Event.Approved(at(75), new Approval("maria", "", "numbers look fine", at(75))))
                .phase(76, Phase.SHIFTING, "approved by maria; giving green its first share")
                .write(76, 10, Optional.of(83.4))
                .event(new Event.StepPassed(at(114), 1))
                .write(114, 50, Optional.of(121.2))
                .event(new Event.StepPassed(at(152), 2))
                .write(152, 100, Optional.of(159.6))
                .phase(160, Phase.BAKING, "green takes all traffic and is watched for 1m")
                .phase(220, Phase.KEEPING, "green has held all traffic for 1m; blue stays ready for 10m");
    }

    /** A release that answers 500 from the second step on, taken back. */
    public static Recorded bad(String release) {
        return shifting("2026-11-23-42", release)
                .settle(120.8, 6.8)
                .event(new Event.TurnedBack(
                        at(127.9), "3 of the last 5 probes of green were bad: 500 from green at 10.0.1.7"))
                .phase(
                        127.9,
                        Phase.ROLLING_BACK,
                        "3 of the last 5 probes of green were bad: 500 from green at 10.0.1.7")
                .event(new Event.WeightsAsked(at(128), TrafficSplit.allOn(Colour.BLUE)))
                .event(new Event.WeightsReadBack(at(128.3)))
                .settle(134.1, 6.1)
                .phase(134.2, Phase.KEEPING, "all traffic is back on blue; green stays for inspection for 10m");
    }

    /** A good release whose keep window has ended and whose old side is retired. */
    public static Recorded finished() {
        return good("ended-47")
                .phase(820, Phase.DRAINING, "the keep window has ended")
                .phase(945, Phase.RETIRING, "blue has been silent on every node for 2m")
                .phase(970, Phase.SUCCEEDED, "blue is empty");
    }

    /** Markup in every text that comes from outside and is not restricted to harmless characters. */
    public static Recorded hostile() {
        String markup = "<img src=x onerror=\"document.title='taken over'\"></script>";
        return new Recorded("hostile-46", "shop-1.9.2", markup)
                .phase(1, Phase.PREPARING, markup)
                .event(new Event.TurnedBack(at(9), markup))
                .phase(9, Phase.ROLLING_BACK, markup);
    }

    /** A stranger wrote other weights in the middle of it. */
    public static Recorded halted(String id) {
        return shifting(id, "shop-1.9.1")
                .event(new Event.Halted(
                        at(118),
                        new Halt(Halt.Cause.STRANGER, Phase.SHIFTING, Set.of(new TrafficSplit(30, 70))),
                        "somebody else set the weights to blue 30 / green 70; asked for was blue 50 / green 50"));
    }

    public Stored stored() {
        return new Stored(order, journal, 7, "v" + journal.size());
    }

    /** The summary as the engine would draw it up. */
    public Receipt receipt() {
        Timeline timeline = Timeline.of(stored());
        Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
        timeline.phases().forEach(span -> span.to()
                .ifPresent(to -> phases.merge(span.phase(), Duration.between(span.from(), to), Duration::plus)));
        boolean back = stored().deployment().failure().length() > 0;
        Instant done =
                stored().deployment().isDoneForCaller() ? stored().deployment().since() : null;
        return new Receipt(
                order.id(),
                order.environment().name(),
                order.release().id(),
                order.previous().id(),
                done == null ? "RUNNING" : back ? "ROLLED_BACK" : "SUCCEEDED",
                order.by(),
                order.at(),
                done,
                done == null || back ? Duration.ZERO : Duration.between(order.at(), done),
                back ? Duration.ofMillis(6200) : Duration.ZERO,
                stored().deployment().traffic().lags(),
                new Tally(412, back ? 3 : 0, back ? 2 : 0, Duration.ofMillis(1040), 131),
                phases,
                stored().deployment().reason(),
                stored().deployment().approval().map(Approval::by).orElse(""),
                new SecondSide(640, 2, order.settings().instancePrice()));
    }

    /**
     * What a client at 20 requests a second saw. Reproducible; shares follow the journal's live splits.
     *
     * @param failuresOnGreen whether green answers 500 to a third of its requests from second 124 on
     */
    public List<Sample> samples(boolean failuresOnGreen) {
        Timeline timeline = Timeline.of(stored());
        Random random = new Random(20);
        List<Sample> samples = new ArrayList<>();
        double end = Duration.between(START, timeline.end()).toMillis() / 1000.0;
        for (double second = 0; second < end + 5; second += 0.05) {
            Instant now = at(second);
            int green = timeline.shares().stream()
                    .filter(share -> !share.at().isAfter(now))
                    .reduce((first, last) -> last)
                    .orElseThrow()
                    .landed()
                    .green();
            Colour colour = random.nextInt(100) < green ? Colour.GREEN : Colour.BLUE;
            boolean fails = failuresOnGreen && colour == Colour.GREEN && second > 124 && random.nextInt(3) == 0;
            double latency = (colour == Colour.GREEN ? 14 : 20) + Math.abs(random.nextGaussian()) * 9;
            samples.add(new Sample(now, Optional.of(colour), fails ? 500 : 200, latency));
        }
        return samples;
    }

    private String evidence() {
        return stored().deployment().evidence().orElseThrow().hash();
    }

    private Recorded phase(double second, Phase phase, String reason) {
        return event(new Event.PhaseEntered(
                at(second),
                phase,
                reason,
                new Tally((long) second * 2, 0, 0, Duration.ofMillis(1040), (long) second / 2)));
    }

    private Recorded write(double second, int percent, Optional<Double> settled) {
        event(new Event.WeightsAsked(at(second), TrafficSplit.share(order.to(), percent)));
        event(new Event.WeightsReadBack(at(second + 0.4)));
        settled.ifPresent(then -> settle(then, then - second));
        return this;
    }

    private Recorded settle(double second, double lag) {
        return event(new Event.WeightsSettled(
                at(second),
                Duration.ofMillis(Math.round(lag * 1000)),
                "the observed share lies in the band of the asked one"));
    }

    private Recorded event(Event event) {
        journal.add(event);
        return this;
    }
}
