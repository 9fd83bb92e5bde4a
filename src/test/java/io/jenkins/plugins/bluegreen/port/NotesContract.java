package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Side;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/** What all Notes do, over something that speaks AWS's protocols. */
abstract class NotesContract {
    abstract AwsEmulator aws();

    private Environment environment;
    private Side blue;

    @BeforeEach
    void plant() {
        environment = aws().plant();
        blue = environment.blue();
    }

    private Notes notes() {
        return aws().worlds.notes(environment);
    }

    @Test
    void aSideHasNoNotesAtFirst() {
        assertThat(notes().read(blue)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadByAnybodyUntilItIsRemoved() {
        notes().write(
                        blue,
                        Map.of(
                                "bluegreen:awake-size",
                                "1/2/4",
                                "bluegreen:sleep",
                                "asleep since 2026-03-02T19:00:00Z"));
        notes().write(blue, Map.of("bluegreen:awake-size", "1/3/4"));

        assertThat(notes().read(blue))
                .isEqualTo(Map.of(
                        "bluegreen:awake-size", "1/3/4", "bluegreen:sleep", "asleep since 2026-03-02T19:00:00Z"));
        assertThat(notes().read(environment.green())).isEmpty();

        notes().remove(blue, Set.of("bluegreen:awake-size", "bluegreen:never-there"));
        assertThat(notes().read(blue)).containsOnlyKeys("bluegreen:sleep");
    }

    @Test
    void instancesDoNotGetThemAndForeignTagsStay() {
        Tag owner = Tag.builder()
                .resourceType("auto-scaling-group")
                .resourceId(blue.group())
                .key("Owner")
                .value("web")
                .propagateAtLaunch(true)
                .build();
        aws().autoScaling().createOrUpdateTags(r -> r.tags(owner));
        notes().write(blue, Map.of("bluegreen:sleep", "awake"));

        assertThat(notes().read(blue)).containsOnlyKeys("bluegreen:sleep");
        notes().remove(blue, Set.of("bluegreen:sleep"));
        assertThat(aws().autoScaling()
                        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(blue.group()))
                        .autoScalingGroups()
                        .get(0)
                        .tags())
                .extracting(tag -> tag.key())
                .contains("Owner")
                .doesNotContain("bluegreen:sleep");
    }

    @Test
    void aKeyOfSomebodyElseIsNotWritten() {
        assertThatThrownBy(() -> notes().write(blue, Map.of("Owner", "me")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bluegreen:");
    }
}
