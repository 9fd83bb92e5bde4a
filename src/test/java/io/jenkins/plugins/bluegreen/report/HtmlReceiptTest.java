package io.jenkins.plugins.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlReceiptTest {
    private final Recorded bad = Recorded.bad("shop-2.0.0");
    private final List<Sample> samples = bad.samples(true);

    @Test
    void countsInThePageEqualTheClientsLog() throws IOException {
        String page = HtmlReceipt.render(bad.receipt(), samples, bad.stored());
        keep("receipt-rolled-back.html", page);

        long badAnswers =
                samples.stream().filter(sample -> sample.status() == 500).count();
        assertThat(badAnswers).isPositive();
        assertThat(page)
                .contains("<dt>client requests</dt><dd>%,d</dd>".formatted(samples.size()))
                .contains("<dt>lost</dt><dd>0</dd>")
                .contains("<dt>bad answers</dt><dd>" + badAnswers + "</dd>");
    }

    @Test
    void itTellsWhyTheReleaseWasTakenBackAndWhoMovedTheWeights() {
        String page = HtmlReceipt.render(bad.receipt(), samples, bad.stored());

        assertThat(page)
                .contains("3 of the last 5 probes of green were bad")
                .contains("<td>blue 90 / green 10</td><td>maria</td>")
                .contains("<td>blue 100 / green 0</td><td>the engine</td>")
                .contains("rolled back");
    }

    @Test
    void theGoodReleaseIsDrawnToo() throws IOException {
        Recorded good = Recorded.good();
        String page = HtmlReceipt.render(good.receipt(), good.samples(false), good.stored());
        keep("receipt-succeeded.html", page);

        assertThat(page).contains("succeeded").contains("3 min 40 s").doesNotContain("<dd>NaN");
    }

    @Test
    void whatNobodyAnsweredIsLostAndWhatTheApplicationAnsweredBadlyIsNot() {
        List<Sample> some = List.of(
                sample(200, Optional.of(Colour.BLUE)),
                sample(503, Optional.of(Colour.GREEN)),
                sample(503, Optional.empty()),
                sample(0, Optional.empty()),
                sample(404, Optional.of(Colour.BLUE)));

        RequestSeries.Bin totals = RequestSeries.totals(some);

        assertThat(totals.requests()).isEqualTo(5);
        assertThat(totals.lost())
                .as("no answer, and the load balancer's own 503")
                .isEqualTo(2);
        assertThat(totals.badAnswers()).isEqualTo(1);
        assertThat(JsonReceipt.of(bad.receipt(), some, bad.stored())
                        .at("/client")
                        .toString())
                .contains("\"failures\":3,\"lost\":2,\"badAnswers\":1");
    }

    private static Sample sample(int status, Optional<Colour> colour) {
        return new Sample(Recorded.at(1), colour, status, 12);
    }

    @Test
    void withoutSamplesThePageSaysSoInsteadOfDrawingZero() {
        Recorded good = Recorded.good();

        assertThat(HtmlReceipt.render(good.receipt(), List.of(), good.stored()))
                .contains("no samples were recorded")
                .doesNotContain("client requests");
    }

    @Test
    void itNeedsNothingFromAnywhereElse() {
        String page = HtmlReceipt.render(bad.receipt(), samples, bad.stored());

        assertThat(page).doesNotContain("src=").doesNotContain("href=").doesNotContain("url(http");
    }

    @Test
    void textFromOutsideCannotBecomeMarkup() {
        Receipt plain = bad.receipt();
        String hostile = "</script><img src=x onerror=alert(1)>\"'&";
        Receipt receipt = new Receipt(
                plain.id(),
                hostile,
                hostile,
                hostile,
                "ROLLED_BACK",
                hostile,
                plain.startedAt(),
                plain.doneAt(),
                Duration.ZERO,
                Duration.ofSeconds(6),
                plain.propagation(),
                plain.tally(),
                Map.of(),
                hostile,
                hostile,
                plain.secondSide());

        String page = HtmlReceipt.render(receipt, samples, bad.stored());

        assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
        assertThat(page.split("</script>", -1)).hasSize(2);
    }

    private static void keep(String name, String page) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "receipts"));
        Files.writeString(folder.resolve(name), page);
    }
}
