package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights on rules, and what each load balancer node makes of them: it uses a write only after its own lag. */
final class SimulatedRules {
    record Write(Instant at, TrafficSplit split, boolean byStranger) {}

    private final Map<RuleRef, List<Write>> writes = new LinkedHashMap<>();
    private final Map<String, Duration> lags;

    SimulatedRules(List<RuleRef> rules, Map<String, Duration> lags, TrafficSplit first) {
        this.lags = lags;
        rules.forEach(rule -> {
            List<Write> list = new ArrayList<>();
            list.add(new Write(Instant.MIN, first, false));
            writes.put(rule, list);
        });
    }

    void write(RuleRef rule, TrafficSplit split, Instant now, boolean byStranger) {
        writes.get(rule).add(new Write(now, split, byStranger));
    }

    Write last(RuleRef rule) {
        List<Write> all = writes.get(rule);
        return all.get(all.size() - 1);
    }

    List<RuleRef> rules() {
        return List.copyOf(writes.keySet());
    }

    List<String> nodes() {
        return List.copyOf(lags.keySet());
    }

    int count(RuleRef rule) {
        return writes.get(rule).size() - 1;
    }

    /** The split a node uses now. */
    TrafficSplit at(String node, RuleRef rule, Instant now) {
        List<Write> all = writes.get(rule);
        for (int i = all.size() - 1; i > 0; i--) {
            if (!all.get(i).at().plus(lags.get(node)).isAfter(now)) {
                return all.get(i).split();
            }
        }
        return all.get(0).split();
    }

    /** Whether any node still sends a side anything, by any rule. */
    boolean isServed(io.jenkins.plugins.bluegreen.model.Colour side, Instant now) {
        return nodes().stream().anyMatch(node -> rules().stream()
                .anyMatch(rule -> at(node, rule, now).on(side) > 0));
    }
}
