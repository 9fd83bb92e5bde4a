package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Fleet does. */
abstract class FleetContract {
    private static final Release TWO = new Release("2.0.0", "", "s3://releases/2.0.0", SchemaRange.ANY);

    /** An environment of its own for each test, both sides empty, max 4. */
    abstract Environment plant();

    abstract Fleet fleet();

    /** A stranger suspends a process of a side. */
    abstract void strangerSuspends(Side side, String process);

    abstract List<String> suspended(Side side);

    /** How many releases were ever prepared for a side, as far as the world keeps them: the original counts as one. */
    abstract int versions(Side side);

    private Environment environment;

    @BeforeEach
    void plantOne() {
        environment = plant();
    }

    private SideReading green() {
        return fleet().read(environment, Colour.GREEN, Urgency.ORDINARY);
    }

    @Test
    void anEmptySideIsReadAsEmpty() {
        assertThat(green().capacity()).isEqualTo(new Capacity(0, 4, 0));
        assertThat(green().isEmpty()).isTrue();
        assertThat(green().release()).isEmpty();
        assertThat(green().hold()).isEqualTo(Hold.NONE);
    }

    @Test
    void aPreparedSideRunsTheReleaseAtItsSize() {
        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(2, 4, 2));

        assertThat(green().capacity()).isEqualTo(new Capacity(2, 4, 2));
        assertThat(green().release()).isEqualTo("2.0.0");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(green().targets())
                .hasSize(2)
                .allSatisfy(target -> assertThat(target.release()).isEqualTo("2.0.0")));
        assertThat(fleet().read(environment, Colour.BLUE, Urgency.ORDINARY).isEmpty())
                .isTrue();
    }

    @Test
    void preparingAgainIsLikePreparingOnce() {
        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(0, 4, 0));
        int once = versions(environment.green());

        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(0, 4, 0));

        assertThat(versions(environment.green())).isEqualTo(once);
        assertThat(green().release()).isEqualTo("2.0.0");
    }

    @Test
    void anEarlierReleaseCanComeBack() {
        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(0, 4, 0));
        fleet().prepare(environment, Colour.GREEN, Release.of("3.0.0"), new Capacity(0, 4, 0));
        assertThat(green().release()).isEqualTo("3.0.0");

        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(0, 4, 0));
        assertThat(green().release()).isEqualTo("2.0.0");
    }

    @Test
    void aSideIsResizedInAllThreeNumbers() {
        fleet().resize(environment, Colour.GREEN, new Capacity(1, 3, 2));
        assertThat(green().capacity()).isEqualTo(new Capacity(1, 3, 2));

        fleet().resize(environment, Colour.GREEN, new Capacity(0, 3, 0));
        assertThat(green().capacity()).isEqualTo(new Capacity(0, 3, 0));
    }

    @Test
    void instancesAndTargetsAreJoined() {
        fleet().prepare(environment, Colour.GREEN, TWO, new Capacity(2, 4, 2));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(green().targets()).extracting(Target::id).hasSize(2).doesNotHaveDuplicates();
            assertThat(green().targets()).allSatisfy(target -> {
                assertThat(target.inService()).isTrue();
                assertThat(target.reason()).isNotEqualTo("not registered in the target group");
            });
        });
    }

    @Test
    void aHeldSideIsReleasedCompletely() {
        fleet().hold(environment, Colour.GREEN, Hold.SIZE.suspends());
        fleet().hold(environment, Colour.GREEN, Hold.SIZE.suspends());
        assertThat(green().hold()).isEqualTo(Hold.SIZE);

        fleet().hold(environment, Colour.GREEN, Set.of());
        fleet().hold(environment, Colour.GREEN, Set.of());
        assertThat(green().hold()).isEqualTo(Hold.NONE);
    }

    @Test
    void aSideThatIsNoLongerOnTrialReplacesSickInstancesAgain() {
        fleet().hold(environment, Colour.GREEN, Hold.INSTANCES.suspends());
        assertThat(green().hold()).isEqualTo(Hold.INSTANCES);

        fleet().hold(environment, Colour.GREEN, Hold.SIZE.suspends());

        assertThat(green().hold()).isEqualTo(Hold.SIZE);
        assertThat(suspended(environment.green()))
                .containsExactlyInAnyOrder("AlarmNotification", "ScheduledActions", "AZRebalance");
    }

    @Test
    void aSideHeldInPartIsTouchedAndNotHeld() {
        strangerSuspends(environment.green(), "AZRebalance");

        assertThat(green().hold()).isEqualTo(Hold.PARTLY);
    }

    @Test
    void whatSomebodyElseSuspendedStaysSuspended() {
        strangerSuspends(environment.green(), "HealthCheck");

        fleet().hold(environment, Colour.GREEN, Hold.INSTANCES.suspends());
        assertThat(suspended(environment.green()))
                .containsExactlyInAnyOrder(
                        "HealthCheck", "AlarmNotification", "ScheduledActions", "AZRebalance", "ReplaceUnhealthy");

        fleet().hold(environment, Colour.GREEN, Set.of());
        assertThat(suspended(environment.green())).containsExactly("HealthCheck");
    }

    @Test
    void aSideThatDoesNotExistIsNamed() {
        Environment wrong = new Environment(
                environment.name(),
                environment.region(),
                environment.url(),
                List.of(),
                environment.rules(),
                environment.blue(),
                new Side(Colour.GREEN, environment.green().targetGroup(), "no-such-group"),
                List.of(),
                "",
                null);

        assertThatThrownBy(() -> fleet().read(wrong, Colour.GREEN, Urgency.ORDINARY))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("no-such-group")
                .hasMessageContaining("does not exist")
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> fleet().resize(wrong, Colour.GREEN, new Capacity(0, 4, 0)))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("no-such-group")
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.NOT_FOUND));
    }
}
