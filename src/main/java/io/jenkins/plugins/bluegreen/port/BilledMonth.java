package io.jenkins.plugins.bluegreen.port;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The bill of an account from the first of a month to a day.
 *
 * @param from the first of the month
 * @param to the day it was asked for, itself included
 * @param charges by environment and side
 * @param budgets what was set as limits
 * @param asking dollars that these questions cost
 */
public record BilledMonth(LocalDate from, LocalDate to, List<Charge> charges, List<Budget> budgets, double asking) {
    public BilledMonth {
        charges = List.copyOf(charges);
        budgets = List.copyOf(budgets);
    }

    /**
     * What was billed for the resources of one environment and side.
     *
     * @param environment value of its tag; empty for what bears no such tag
     * @param side {@code blue} or {@code green}; empty for what both use, such as the load balancer
     * @param dollars unblended, before tax
     */
    public record Charge(String environment, String side, double dollars) {}

    /**
     * A limit and how much of it is gone.
     *
     * @param name as it is called in AWS Budgets
     * @param limit dollars a month
     * @param spent dollars so far
     * @param forecast dollars at the end of the month; empty while AWS has too little to go by
     */
    public record Budget(String name, double limit, double spent, Optional<Double> forecast) {
        /** {@code exceeded}, {@code will be exceeded} or {@code kept}. */
        public String state() {
            if (spent > limit) {
                return "exceeded";
            }
            return forecast.filter(all -> all > limit).isPresent() ? "will be exceeded" : "kept";
        }
    }
}
