package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of all load balancers and groups. */
final class TrafficLog {

    private record Key(String loadBalancerArn, Optional<String> groupArn) {}

    private final Map<Key, Meter> meters = new ConcurrentHashMap<>();
    private final Duration history;

    TrafficLog(Duration history) {
        this.history = history;
    }

    /** The meter of what a group's targets answer. */
    Meter ofGroup(String loadBalancerArn, String groupArn) {
        return meter(new Key(loadBalancerArn, Optional.of(groupArn)));
    }

    /** The meter of what the load balancer answers by itself. */
    Meter ofLoadBalancer(String loadBalancerArn) {
        return meter(new Key(loadBalancerArn, Optional.empty()));
    }

    private Meter meter(Key key) {
        return meters.computeIfAbsent(key, added -> new Meter(added.loadBalancerArn(), added.groupArn(), history));
    }

    List<TrafficPoint> between(Instant from, Instant to) {
        return meters.values().stream()
                .flatMap(meter -> meter.between(from, to).stream())
                .sorted(Comparator.comparing(TrafficPoint::second))
                .toList();
    }
}
