package io.jenkins.plugins.bluegreen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking for the bill costs money, so each day's answer is kept. */
class DailyBillingTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-25");

    @TempDir
    private Path directory;

    private final List<LocalDate> asked = new ArrayList<>();

    private static BilledMonth bill(LocalDate day) {
        return new BilledMonth(
                day.withDayOfMonth(1),
                day,
                List.of(new BilledMonth.Charge("staging", "blue", 3.21), new BilledMonth.Charge("staging", "", 16.5)),
                List.of(
                        new BilledMonth.Budget("staging-monthly", 50, 19.71, Optional.of(24.9)),
                        new BilledMonth.Budget("all", 10, 19.71, Optional.empty())),
                0.01);
    }

    private Billing controller() {
        return new DailyBilling(FileDocuments.under(directory), "123456789012", day -> {
            asked.add(day);
            return bill(day);
        });
    }

    @Test
    void itIsAskedForOnceADayByHoweverManyControllers() {
        assertThat(controller().monthSoFar(DAY)).isEqualTo(bill(DAY));
        assertThat(controller().monthSoFar(DAY)).isEqualTo(bill(DAY));
        assertThat(asked).containsExactly(DAY);

        controller().monthSoFar(DAY.plusDays(1));
        assertThat(asked).containsExactly(DAY, DAY.plusDays(1));
    }

    @Test
    void aRefusalIsNotKeptAsAnAnswer() {
        Billing refused = new DailyBilling(FileDocuments.under(directory), "123456789012", day -> {
            throw new WorldException(WorldException.Kind.DENIED, "ce:GetCostAndUsage is not allowed");
        });
        assertThatThrownBy(() -> refused.monthSoFar(DAY)).hasMessageContaining("ce:GetCostAndUsage");

        assertThat(controller().monthSoFar(DAY)).isEqualTo(bill(DAY));
    }

    @Test
    void aDamagedAnswerIsAskedForAgain() throws IOException {
        controller().monthSoFar(DAY);
        Files.writeString(directory.resolve("billing/123456789012/2026-11-25.json"), "{");

        assertThat(controller().monthSoFar(DAY)).isEqualTo(bill(DAY));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aBudgetSaysHowItStands() {
        assertThat(bill(DAY).budgets()).extracting(BilledMonth.Budget::state).containsExactly("kept", "exceeded");
        assertThat(new BilledMonth.Budget("all", 20, 19.71, Optional.of(24.9)).state())
                .isEqualTo("will be exceeded");
    }
}
