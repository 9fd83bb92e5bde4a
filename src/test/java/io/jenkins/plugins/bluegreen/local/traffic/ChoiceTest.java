package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Property(tries = 200)
    void everyNumberDrawnMeetsExactlyItsWeight(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 999) Integer> weights) {
        GroupChoice choice = new GroupChoice(
                shares(weights.size()),
                weights.stream().mapToInt(Integer::intValue).toArray());
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        int[] met = new int[weights.size()];
        for (int drawn = 0; drawn < sum; drawn++) {
            int number = drawn;
            met[Integer.parseInt(choice.next(bound -> number).group().arn())]++;
        }
        assertThat(met)
                .containsExactly(weights.stream().mapToInt(Integer::intValue).toArray());
        if (sum == 0) {
            assertThat(choice.next(bound -> 0)).isNull();
        }
    }

    @Test
    void roundRobinGivesEachTargetTheSame() {
        assertThat(picks(candidates(Map.of(), 3), 9)).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    }

    @Test
    void theLeastBusyTargetIsChosenWhenAskedFor() {
        Map<String, String> attributes = Map.of("load_balancing.algorithm.type", "least_outstanding_requests");
        List<Target> targets = targets(3);
        targets.get(0).requestStarted();
        targets.get(2).requestStarted();
        Candidates candidates = new Candidates(targets, false, GroupAttributes.of(attributes), new AtomicInteger());
        assertThat(picks(candidates, 5)).containsOnly(1);
    }

    @Test
    void aTargetInSlowStartTakesAShareThatGrowsWithTime() {
        Map<String, String> attributes = Map.of("slow_start.duration_seconds", "100");
        List<Target> targets = targets(2);
        targets.get(1).slowStartFrom(0);
        Candidates candidates = new Candidates(targets, false, GroupAttributes.of(attributes), new AtomicInteger());
        Random random = new Random(1);
        List<Long> shares = new ArrayList<>();
        for (long now : new long[] {0, 25_000, 50_000, 100_000}) {
            long taken = 0;
            for (int i = 0; i < 10_000; i++) {
                taken += candidates.pick(() -> now, random::nextInt) == targets.get(1) ? 1 : 0;
            }
            shares.add(taken);
        }
        assertThat(shares.get(0)).isZero();
        assertThat(shares).isSorted();
        assertThat(shares.get(1)).isBetween(1_500L, 2_500L);
        assertThat(shares.get(3)).isEqualTo(5_000);
    }

    @Test
    void onlyTargetsThatJoinAGroupWithOthersStartSlowly() {
        TargetGroup group = new TargetGroup("g", Clock.systemUTC());
        group.configure(new TargetGroupSpec(
                "g", "HTTP", Balancer.checkEvery(Duration.ofSeconds(5)), Map.of("slow_start.duration_seconds", "30")));
        group.use(true);
        Target first = group.register(new TargetSpec("1", "127.0.0.1", 1)).orElseThrow();
        Target second = group.register(new TargetSpec("2", "127.0.0.1", 2)).orElseThrow();
        group.checked(first, CheckResult.PASSED);
        group.checked(second, CheckResult.PASSED);
        assertThat(first.slowStartFrom()).isEqualTo(Target.NOT_SLOW);
        assertThat(second.slowStartFrom()).isNotEqualTo(Target.NOT_SLOW);
    }

    @Test
    void trustInIdleConnectionsGrowsWithProofAndShrinksWithClosing() {
        IdleTrust trust = IdleTrust.NONE;
        assertThat(trust.millis(0)).isEqualTo(20);
        trust = trust.survived(600);
        assertThat(trust.millis(0)).isEqualTo(300);
        trust = trust.closed(200, 1_000).survived(190);
        assertThat(trust.millis(1_000)).isEqualTo(95);
        assertThat(trust.survived(900).millis(1_000)).isEqualTo(100);
        assertThat(trust.closed(0, 2_000).millis(2_000)).isZero();
        assertThat(trust.survived(900).millis(70_000)).isEqualTo(450);
    }

    private static List<Integer> picks(Candidates candidates, int count) {
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picked.add(candidates.pick(() -> 0, bound -> 0).spec().port() - 1);
        }
        return picked;
    }

    private static Candidates candidates(Map<String, String> attributes, int count) {
        return new Candidates(targets(count), false, GroupAttributes.of(attributes), new AtomicInteger());
    }

    private static List<Target> targets(int count) {
        List<Target> targets = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            targets.add(new Target(new TargetSpec("t" + i, "127.0.0.1", i), Health.REGISTERING, true));
        }
        return targets;
    }

    private static Share[] shares(int count) {
        Share[] shares = new Share[count];
        for (int i = 0; i < count; i++) {
            shares[i] = new Share(
                    new TargetGroup(Integer.toString(i), Clock.systemUTC()),
                    new Meter("lb", Optional.empty(), Duration.ofHours(1)));
        }
        return shares;
    }
}
