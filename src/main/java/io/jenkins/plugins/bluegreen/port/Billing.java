package io.jenkins.plugins.bluegreen.port;

import java.time.LocalDate;

/** What the cloud bills for an account. Asking may itself cost money: {@link BilledMonth#asking}. */
@FunctionalInterface
public interface Billing {
    /**
     * What was billed from the first of the month until now. The cloud updates its figures about three times a day, so there is no
     * sense in asking more than once a day.
     *
     * @param today the day (UTC)
     * @throws WorldException if it cannot be read
     */
    BilledMonth monthSoFar(LocalDate today);
}
