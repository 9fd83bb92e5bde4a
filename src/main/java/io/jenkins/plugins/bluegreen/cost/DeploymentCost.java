package io.jenkins.plugins.bluegreen.cost;

import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the second side cost in one deployment, from its journal.
 *
 * @param instanceSeconds seconds that instances of the second side ran, from the order to prepare it to the end of its retirement; all
 *     of them counted for the whole time, so it is the upper bound
 * @param dollars what they cost, with their volumes, at the table's prices
 * @param insurancePerHour dollars for each hour that the deployment keeps both sides: the price of being able to go back at once
 */
public record DeploymentCost(long instanceSeconds, double dollars, double insurancePerHour) {
    private static final double SECONDS_AN_HOUR = 3600;
    private static final double HOURS_A_MONTH = 730;

    /**
     * Prices a deployment.
     *
     * @param instanceType type of both sides' instances
     * @param volumeGib root volume of an instance in GiB
     * @param now until when it has cost something, if it has not ended
     * @throws IllegalArgumentException if the table has no such type
     */
    public static DeploymentCost of(
            Stored deployment, PriceTable prices, String instanceType, int volumeGib, Instant now) {
        int size = deployment.deployment().size();
        double perInstance =
                prices.of("instance " + instanceType) + volumeGib * prices.of("volume gp3") / HOURS_A_MONTH;
        Instant end = entered(deployment, Phase::isTerminal).orElse(now);
        long seconds = entered(deployment, phase -> phase == Phase.PREPARING)
                .map(begin -> Math.max(0, Duration.between(begin, end).toSeconds()))
                .orElse(0L);
        return new DeploymentCost(seconds * size, seconds * size * perInstance / SECONDS_AN_HOUR, size * perInstance);
    }

    private static Optional<Instant> entered(Stored deployment, Predicate<Phase> which) {
        return deployment.journal().stream()
                .filter(Event.PhaseEntered.class::isInstance)
                .map(Event.PhaseEntered.class::cast)
                .filter(event -> which.test(event.phase()))
                .map(Event.PhaseEntered::at)
                .findFirst();
    }
}
