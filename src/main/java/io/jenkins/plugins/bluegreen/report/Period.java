package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Figures over the deployments of some time, the four DORA figures among them. Deployments that are still under way are listed but count
 * in no figure; halted ones count as failed.
 *
 * @param from begin of the time
 * @param to end of the time
 * @param receipts of the deployments that began in it, newest first
 */
public record Period(Instant from, Instant to, List<Receipt> receipts) {
    private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    public Period {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        receipts = List.copyOf(receipts);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the time from " + from + " to " + to + " is empty");
        }
    }

    /** Deployments that have an outcome. */
    public List<Receipt> decided() {
        return receipts.stream()
                .filter(receipt -> !receipt.outcome().equals("RUNNING"))
                .toList();
    }

    public long count(String outcome) {
        return receipts.stream()
                .filter(receipt -> receipt.outcome().equals(outcome))
                .count();
    }

    /** Part of the decided ones that succeeded, 0 to 1; empty if none was decided. */
    public OptionalDouble successRate() {
        return share("SUCCEEDED");
    }

    /** DORA's change failure rate: part of the decided ones that were rolled back or halted, 0 to 1. */
    public OptionalDouble changeFailureRate() {
        OptionalDouble success = successRate();
        return success.isPresent() ? OptionalDouble.of(1 - success.getAsDouble()) : success;
    }

    /** DORA's deployment frequency: releases brought to users per day. */
    public double deploymentsPerDay() {
        return count("SUCCEEDED") * MILLIS_PER_DAY / Duration.between(from, to).toMillis();
    }

    /**
     * DORA's lead time, as far as it can be seen from here: the median time from the order to all traffic on the new side. The time from
     * the commit to the order is not known.
     */
    public Optional<Duration> leadTime() {
        return median(Receipt::deploy);
    }

    /** DORA's time to restore: the median time from the decision to turn back until it was seen in live traffic. */
    public Optional<Duration> timeToRestore() {
        return median(Receipt::rollback);
    }

    /** The middle one of the propagation times of all weight writes. */
    public Optional<Duration> propagation() {
        return middle(receipts.stream()
                .flatMap(receipt -> receipt.propagation().stream())
                .sorted()
                .toList());
    }

    public long requests() {
        return receipts.stream()
                .mapToLong(receipt -> receipt.tally().requests())
                .sum();
    }

    public long lost() {
        return receipts.stream().mapToLong(receipt -> receipt.tally().lost()).sum();
    }

    public long badAnswers() {
        return receipts.stream()
                .mapToLong(receipt -> receipt.tally().badAnswers())
                .sum();
    }

    public long apiCalls() {
        return receipts.stream()
                .mapToLong(receipt -> receipt.tally().apiCalls())
                .sum();
    }

    /** Hours that instances of second sides ran. */
    public double secondSideHours() {
        return receipts.stream()
                        .mapToLong(receipt -> receipt.secondSide().instanceSeconds())
                        .sum()
                / 3600.0;
    }

    /** Dollars that second sides cost; empty where the price of none of them is known. */
    public OptionalDouble secondSideDollars() {
        List<SecondSide> priced = receipts.stream()
                .map(Receipt::secondSide)
                .filter(side -> side.price().isKnown())
                .toList();
        return priced.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        priced.stream().mapToDouble(SecondSide::dollars).sum());
    }

    private OptionalDouble share(String outcome) {
        int decided = decided().size();
        return decided == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count(outcome) / decided);
    }

    /** Lengths of zero mean that it never came to that. */
    private Optional<Duration> median(Function<Receipt, Duration> length) {
        return middle(receipts.stream()
                .map(length)
                .filter(each -> !each.isZero())
                .sorted()
                .toList());
    }

    private static Optional<Duration> middle(List<Duration> sorted) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }
}
