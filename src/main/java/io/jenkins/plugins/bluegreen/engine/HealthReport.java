package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Verdicts on a side, or on the environment as its users meet it.
 *
 * @param side the side judged; empty = through the load balancer, wherever the weights lead
 * @param release the release id that answered; empty if none did, or several
 * @param p95Millis 95th percentile of good probes in milliseconds; -1 without any
 * @param verdicts one for each rule
 */
public record HealthReport(Optional<Colour> side, String release, long p95Millis, List<Verdict> verdicts) {
    public boolean isHealthy() {
        return verdicts.stream().allMatch(Verdict::isPass);
    }
}
