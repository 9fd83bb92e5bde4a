package io.jenkins.plugins.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeriodReportTest {
    private static final Instant TO = Instant.parse("2026-11-23T12:00:00Z");
    private final Period month = new Period(
            TO.minus(Duration.ofDays(30)),
            TO,
            List.of(
                    Recorded.bad("shop-2.0.0").receipt(),
                    Recorded.good().receipt(),
                    Recorded.finished().receipt(),
                    Recorded.shifting("canary-44", "shop-2.0.1").receipt()));

    @Test
    void theFourDoraFiguresComeFromDecidedDeploymentsOnly() {
        assertThat(month.deploymentsPerDay()).isCloseTo(2 / 30.0, within(1e-9));
        assertThat(month.leadTime()).contains(Duration.ofSeconds(220));
        assertThat(month.changeFailureRate().orElseThrow()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(month.timeToRestore()).contains(Duration.ofMillis(6200));
    }

    @Test
    void aTimeWithoutDeploymentsHasNoRatesInsteadOfGoodOnes() {
        Period empty = new Period(TO.minusSeconds(60), TO, List.of());

        assertThat(empty.successRate()).isEmpty();
        assertThat(empty.leadTime()).isEmpty();
        assertThat(PeriodReport.json(empty).at("/dora/changeFailureRate").isNull())
                .isTrue();
        assertThat(PeriodReport.html(empty)).contains("–").doesNotContain("NaN");
    }

    @Test
    void aTimeThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new Period(TO, TO, List.of())).hasMessageContaining("is empty");
    }

    @Test
    void lostProbesAndPropagationAreTold() {
        assertThat(PeriodReport.text(month))
                .contains("probes lost")
                .contains("1 of 1,648")
                .containsPattern("probes answered badly +2")
                .containsPattern("second sides cost +\\$0.0080")
                .containsPattern("change failure rate \\(DORA\\) +33 %")
                .contains("rolled back");
    }

    @Test
    void aLineOfCsvCannotBecomeAFormulaOrASecondLine() {
        Receipt plain = Recorded.good().receipt();
        Receipt hostile = new Receipt(
                plain.id(),
                "production",
                "shop-1.9.0",
                "shop-1.8.2",
                "SUCCEEDED",
                "=HYPERLINK(\"http://evil.example\")",
                plain.startedAt(),
                plain.doneAt(),
                plain.deploy(),
                plain.rollback(),
                plain.propagation(),
                Tally.NONE,
                Map.of(),
                "first\nsecond, \"third\"",
                "",
                plain.secondSide());

        String csv = PeriodReport.csv(new Period(TO.minus(Duration.ofDays(1)), TO, List.of(hostile)));

        assertThat(csv)
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"")
                .endsWith("\"first\nsecond, \"\"third\"\"\"\r\n");
    }

    @Test
    void thePageHasAPlotAndATableOfEveryDeployment() throws IOException {
        String page = PeriodReport.html(month);
        Files.writeString(Files.createDirectories(Path.of("target", "receipts")).resolve("report.html"), page);

        assertThat(page).contains("<svg").contains("shop-2.0.0 to production: ROLLED_BACK");
        assertThat(page.split("<tr>", -1)).hasSize(month.receipts().size() + 2);
    }
}
