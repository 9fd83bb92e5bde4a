package io.jenkins.plugins.bluegreen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk can be read, today and by every later version, and what cannot be read says why. */
class FormatTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path directory;

    private DocumentDeploymentStore store() {
        return new DocumentDeploymentStore(FileDocuments.under(directory));
    }

    private Path file() {
        return directory.resolve("deployments/staging/d-1.json");
    }

    private static Order order() {
        return order(new InstancePrice(0.0104, "t3.micro"));
    }

    private static Order order(InstancePrice price) {
        String elb = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
        Environment environment = new Environment(
                "staging",
                "eu-central-1",
                URI.create("https://app.example.com"),
                List.of("10.0.0.1", "10.0.1.1"),
                List.of(
                        new RuleRef(elb + "listener/app/web/1/2", elb + "listener-rule/app/web/1/2/3"),
                        RuleRef.defaultOf(elb + "listener/app/web/1/4")),
                new Side(Colour.BLUE, elb + "targetgroup/blue/5", "web-blue"),
                new Side(Colour.GREEN, elb + "targetgroup/green/6", "web-green"),
                List.of("too-many-errors"),
                "X-Preview",
                Settings.DEFAULT.with(price));
        return new Order(
                "d-1",
                environment,
                new Release("2.0.0", "ami-2", "s3://releases/2.0.0.tar.gz", new SchemaRange(3, 5)),
                Release.of("1.0.0"),
                Colour.BLUE,
                Plan.DEFAULT,
                true,
                "ann",
                NOON);
    }

    /** One of each kind. */
    private static List<Event> journal() {
        return journal(1);
    }

    private static List<Event> journal(long badAnswers) {
        Tally tally = new Tally(120, 1, badAnswers, Duration.ofMillis(1500), 42);
        TrafficSplit ten = new TrafficSplit(90, 10);
        Evidence evidence = new Evidence(
                new TreeMap<>(java.util.Map.of("release", "2.0.0")),
                new TreeMap<>(java.util.Map.of("p95", "12ms")),
                NOON);
        return List.of(
                new Event.PhaseEntered(NOON.plusSeconds(1), Phase.PREPARING, "the idle side is empty", tally),
                new Event.SizeTaken(NOON.plusSeconds(2), new Capacity(2, 6, 2)),
                new Event.EvidenceTaken(NOON.plusSeconds(3), evidence),
                new Event.Approved(NOON.plusSeconds(4), new Approval("bob", evidence.hash(), "looks good", NOON)),
                new Event.ApprovalLapsed(NOON.plusSeconds(5), "a target became unhealthy"),
                new Event.PlanChanged(NOON.plusSeconds(6), Plan.parse("10%:1m30s, 100%:250ms"), "ann"),
                new Event.PhaseEntered(NOON.plusSeconds(7), Phase.SHIFTING, "approved", tally),
                new Event.WeightsAsked(NOON.plusSeconds(8), ten),
                new Event.WeightsReadBack(NOON.plusSeconds(9)),
                new Event.WeightsSettled(NOON.plusSeconds(10), Duration.ofNanos(1_234_567_891), "seen on 2 nodes"),
                new Event.StepPassed(NOON.plusSeconds(11), 1),
                new Event.Halted(
                        NOON.plusSeconds(12),
                        new Halt(Halt.Cause.STRANGER, Phase.SHIFTING, Set.of(new TrafficSplit(50, 50))),
                        "somebody wrote 50/50"),
                new Event.Restored(NOON.plusSeconds(13), Phase.SHIFTING, Set.of(new TrafficSplit(50, 50)), "ann"),
                new Event.Adopted(NOON.plusSeconds(14), ten, "ann"),
                new Event.TurnedBack(NOON.plusSeconds(15).plusNanos(1), "3 of the last 5 probes were bad"));
    }

    /** With those that have come since a journal was kept for each format. */
    private static List<Event> everyKind() {
        List<Event> all = new ArrayList<>(journal());
        all.add(new Event.TurnedForward(NOON.plusSeconds(16), "anna"));
        all.add(new Event.SuspensionFound(NOON.plusSeconds(17), Colour.GREEN, Set.of(Doing.ZONES)));
        return all;
    }

    private Stored saved() {
        return store().save(store().save(Stored.first(order())).plus(everyKind(), 3));
    }

    @Test
    void everyKindOfEventIsReadAsItWasWritten() {
        Stored saved = saved();

        assertThat(store().load("staging", "d-1")).contains(saved);
        assertThat(everyKind().stream().map(Event::getClass).distinct())
                .as("a new kind of event belongs into this test")
                .hasSize(Event.class.getPermittedSubclasses().length);
    }

    @Test
    void aJournalSavedInFormat1KeepsLoadingWithAllFailuresAsLost() throws IOException {
        Stored loaded = loaded(1);

        assertThat(loaded.order()).isEqualTo(order(InstancePrice.UNKNOWN));
        assertThat(loaded.journal()).isEqualTo(journal(0));
        assertThat(loaded.fence()).isEqualTo(3);
        assertThat(loaded.deployment())
                .isEqualTo(new Stored(order(InstancePrice.UNKNOWN), journal(0), 3, "").deployment());
    }

    @Test
    void aJournalSavedInFormat2KeepsLoading() throws IOException {
        Stored loaded = loaded(2);

        assertThat(loaded.order()).isEqualTo(order());
        assertThat(loaded.journal()).isEqualTo(journal());
        assertThat(loaded.deployment()).isEqualTo(new Stored(order(), journal(), 3, "").deployment());
    }

    private Stored loaded(int format) throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), fixture(format));
        return store().load("staging", "d-1").orElseThrow();
    }

    private static byte[] fixture(int format) throws IOException {
        try (var in = FormatTest.class.getResourceAsStream("/journals/format-" + format + ".json")) {
            return in.readAllBytes();
        }
    }

    @Test
    void theFileIsForPeopleToo() throws IOException {
        saved();

        assertThat(Files.readString(file()))
                .contains("\"format\" : 2", "\"type\" : \"weights-asked\"", "\"1m30s\"", "\"2026-11-23T12:00:01Z\"")
                .contains("\"PT1.234567891S\"")
                .doesNotContain("io.jenkins");
    }

    @Test
    void aNewerFormatAsksForTheNewerVersion() throws IOException {
        edit("\"format\" : 2", "\"format\" : 3");

        assertUnreadable("format 3", "formats up to 2", "newer version");
    }

    @Test
    void anUnknownFieldIsNotOverlooked() throws IOException {
        edit("\"fence\" : 3", "\"fence\" : 3, \"fense\" : 4");

        assertUnreadable("edited", "fense");
    }

    @Test
    void aMissingFieldIsNotTakenForZero() throws IOException {
        edit("\"fence\" : 3,", "");

        assertUnreadable("edited", "fence");
    }

    @Test
    void anImpossibleValueIsNamed() throws IOException {
        edit("\"green\" : 10", "\"green\" : 20");

        assertUnreadable("edited", "traffic split 90/20");
    }

    @Test
    void anUnknownKindOfEventIsNamed() throws IOException {
        edit("step-passed", "step-skipped");

        assertUnreadable("edited", "step-skipped");
    }

    @Test
    void aFileInTheWrongPlaceIsFound() throws IOException {
        saved();
        Path other = file().resolveSibling("d-2.json");
        Files.copy(file(), other);

        assertThatThrownBy(() -> store().load("staging", "d-2"))
                .isInstanceOf(UnreadableJournalException.class)
                .hasMessageContaining("holds deployment d-1");
    }

    @Test
    void everyTornFileIsRefusedAndNamed() throws IOException {
        saved();
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length - 1; length += 97) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> store().load("staging", "d-1"))
                    .as("the first %d bytes", length)
                    .isInstanceOf(UnreadableJournalException.class)
                    .hasMessageContaining(file().toString());
        }
    }

    private void edit(String before, String after) throws IOException {
        saved();
        String text = Files.readString(file());
        assertThat(text).contains(before);
        Files.write(file(), text.replace(before, after).getBytes(StandardCharsets.UTF_8));
    }

    private void assertUnreadable(String... words) {
        assertThatThrownBy(() -> store().load("staging", "d-1"))
                .isInstanceOf(UnreadableJournalException.class)
                .hasMessageContaining(file().toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
}
