package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.port.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The simulated environment, one night after the other. */
final class Night {
    final Bedroom room = new Bedroom();
    final List<String> said = new ArrayList<>();
    private final Capacity awake = room.rig.cloud.reading(Colour.BLUE).capacity();

    CompletableFuture<Sleeping.Outcome> bring(Wish wish) {
        return room.controller().bring(room.shop, wish, "jane", said::add);
    }

    Sleeping.Outcome run(Wish wish) {
        CompletableFuture<Sleeping.Outcome> ended = bring(wish);
        room.rig.time.runUntil(ended::isDone, Duration.ofHours(2));
        return ended.join();
    }

    Mark.State mark() {
        return room.controller().status(room.shop).mark().orElseThrow().state();
    }

    void assertAsleep() {
        for (Colour colour : Colour.values()) {
            assertThat(room.rig.cloud.reading(colour).isEmpty())
                    .as(colour.word())
                    .isTrue();
        }
        assertThat(room.databaseState()).isEqualTo(Database.State.STOPPED);
        assertThat(mark()).isEqualTo(Mark.State.ASLEEP);
    }

    void assertAwake() {
        assertThat(room.rig.cloud.reading(Colour.BLUE).capacity()).isEqualTo(awake);
        assertThat(room.rig.cloud.reading(Colour.BLUE).healthy()).isEqualTo(awake.desired());
        assertThat(room.rig.cloud.reading(Colour.GREEN).isEmpty()).isTrue();
        assertThat(room.databaseState()).isEqualTo(Database.State.AVAILABLE);
        assertThat(mark()).isEqualTo(Mark.State.AWAKE);
        assertThat(room.notes.values()).noneMatch(notes -> notes.containsKey("bluegreen:awake-size"));
    }

    /** The process dies at a change; a minute later its lease has run out. */
    void crash(Wish wish, int change, boolean after) {
        room.dieAt(change, after);
        try {
            CompletableFuture<Sleeping.Outcome> ended = room.controller().bring(room.shop, wish, "jane", s -> {});
            room.rig.time.runUntil(ended::isDone, Duration.ofHours(2));
            throw new AssertionError("there was no change " + change + ": " + room.order);
        } catch (Bedroom.Crash expected) {
            room.rig.time.forgetTasks();
        }
        room.live();
        room.rig.time.advance(Duration.ofSeconds(61));
    }

    Capacity size() {
        return awake;
    }
}
