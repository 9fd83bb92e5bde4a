package io.jenkins.plugins.bluegreen.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|does not begin with an object",
                "[]|does not begin with an object",
                "hello|Unrecognized token",
                "{}|no format_version",
                "{\"format_version\":\"1.2\"}|no planned_values",
                "{\"format_version\":\"2.0\",\"planned_values\":{}}|format version is 2.0",
                "{\"format_version\":\"1.2\",\"resource_changes\":{}}|are no list",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{}]}|has no address",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"a\"}]}|has no actions",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"a\"|Unexpected end-of-input",
                "{\"format_version\":\"1.2\",\"planned_values\":{},\"errored\":true}|marked it as errored",
            })
    void whatIsNoPlanIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> PlanFile.read(stream(text), change -> {}))
                .isInstanceOf(PlanUnreadable.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("terraform show -json");
    }

    @Test
    void aPlanCutOffAnywhereIsNeverTakenForAWholeOne() throws IOException {
        byte[] whole;
        try (InputStream in = PlanFileTest.class.getResourceAsStream("seam-removed.json")) {
            whole = in.readAllBytes();
        }
        Random random = new Random(5);
        IntStream.generate(() -> random.nextInt(whole.length - 2)).limit(200).forEach(length -> assertThatThrownBy(
                        () -> PlanFile.read(new ByteArrayInputStream(whole, 0, length), change -> {}))
                .as("the first %d of %d bytes", length, whole.length)
                .isInstanceOf(PlanUnreadable.class));
    }

    @Test
    void nestingWithoutEndIsRefusedInsteadOfExhaustingTheStack() {
        String deep = "{\"format_version\":\"1.2\",\"resource_changes\":[" + "[".repeat(100_000);

        assertThatThrownBy(() -> PlanFile.read(stream(deep), change -> {})).isInstanceOf(PlanUnreadable.class);
    }

    @Test
    void aPlanLargerThanTheHeapIsReadResourceByResource() throws Exception {
        Process reader = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InASmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("20000 resources of 10000 bytes");
        assertThat(reader.waitFor()).isZero();
    }

    /** A program of its own, so that the plan need not be larger than the heap of all tests. */
    static final class InASmallHeap {
        public static void main(String... arguments) throws IOException {
            String padding = "x".repeat(10_000);
            AtomicInteger seen = new AtomicInteger();
            PlanFile.read(huge(20_000, padding), change -> seen.incrementAndGet());
            System.out.println(seen + " resources of " + padding.length() + " bytes");
        }
    }

    @Test
    void membersThatThisVersionDoesNotKnowAreSkippedAndDataSourcesAreNotChanges() throws IOException {
        PlanGuard guard = new PlanGuard(Set.of());
        PlanFile.read(
                stream(
                        "{\"format_version\":\"1.9\",\"something_new\":{\"a\":[1,{}]},\"resource_changes\":["
                                + "{\"address\":\"data.aws_lb.x\",\"mode\":\"data\",\"type\":\"aws_lb\",\"change\":{\"actions\":[\"delete\"]}}]}"),
                guard);

        assertThat(guard.verdict().changes()).isZero();
    }

    private static InputStream huge(int resources, String padding) {
        String one =
                "{\"address\":\"a\",\"mode\":\"managed\",\"type\":\"t\",\"change\":{\"actions\":[\"no-op\"],\"before\":{\"p\":\"%s\"}}}"
                        .formatted(padding);
        byte[] first = one.getBytes(StandardCharsets.UTF_8);
        byte[] next = ("," + one).getBytes(StandardCharsets.UTF_8);
        Iterator<InputStream> parts = Stream.of(
                        Stream.<InputStream>of(stream("{\"format_version\":\"1.2\",\"resource_changes\":[")),
                        IntStream.range(0, resources)
                                .<InputStream>mapToObj(i -> new ByteArrayInputStream(i == 0 ? first : next)),
                        Stream.<InputStream>of(stream("]}")))
                .flatMap(part -> part)
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
