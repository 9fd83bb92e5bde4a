package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What exists: load balancers, listeners with their rules, target groups. Every access holds {@link #lock}; it is held while the data plane
 * is told, so that the two planes never disagree about the order of changes.
 */
final class Balancing {
    private static final Logger LOG = Logger.getLogger(Balancing.class.getName());
    private static final int MAX_GROUPS_PER_LOAD_BALANCER = 100;

    final Object lock = new Object();
    final DataPlane dataPlane;
    final Map<String, LoadBalancer> loadBalancers = new LinkedHashMap<>();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    final Map<String, TargetGroup> groups = new LinkedHashMap<>();

    Balancing(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    LoadBalancer loadBalancer(String arn) {
        return found(loadBalancers.get(arn), "LoadBalancerNotFound", "One or more load balancers not found");
    }

    Listener listener(String arn) {
        return found(listeners.get(arn), "ListenerNotFound", "One or more listeners not found");
    }

    TargetGroup group(String arn) {
        return found(groups.get(arn), "TargetGroupNotFound", "One or more target groups not found");
    }

    Rule rule(String arn) {
        return found(
                rules().filter(rule -> rule.arn.equals(arn)).findFirst().orElse(null),
                "RuleNotFound",
                "One or more rules not found");
    }

    Stream<Rule> rules() {
        return listeners.values().stream().flatMap(listener -> listener.inOrder().stream());
    }

    private static <T> T found(T thing, String code, String message) {
        return Optional.ofNullable(thing).orElseThrow(() -> AwsError.of(code, message));
    }

    Collection<Listener> listenersOf(LoadBalancer loadBalancer) {
        return listeners.values().stream()
                .filter(listener -> listener.loadBalancer == loadBalancer)
                .toList();
    }

    /** The load balancers whose rules name a group: at most one. */
    List<String> loadBalancersOf(String groupArn) {
        return rules().filter(rule -> rule.groups().anyMatch(groupArn::equals))
                .map(rule -> rule.listener.loadBalancer.arn)
                .distinct()
                .toList();
    }

    /** @throws AwsError when a group does not exist, belongs to another load balancer, or is one too many */
    void checkGroups(LoadBalancer loadBalancer, List<RuleAction> actions) {
        Set<String> used = new LinkedHashSet<>();
        actions.stream().flatMap(RuleAction::groups).forEach(arn -> {
            group(arn);
            used.add(arn);
            if (loadBalancersOf(arn).stream().anyMatch(other -> !other.equals(loadBalancer.arn))) {
                throw AwsError.of(
                        "TargetGroupAssociationLimit",
                        "The following target groups cannot be associated with more than one load balancer: " + arn);
            }
        });
        rules().filter(rule -> rule.listener.loadBalancer == loadBalancer)
                .flatMap(Rule::groups)
                .forEach(used::add);
        if (used.size() > MAX_GROUPS_PER_LOAD_BALANCER) {
            throw AwsError.of(
                    "TooManyUniqueTargetGroupsPerLoadBalancer",
                    "The maximum number of target groups per load balancer is " + MAX_GROUPS_PER_LOAD_BALANCER);
        }
    }

    /** Brings a listener's rules to the data plane. */
    void publish(Listener listener) {
        try {
            listener.boundPort = dataPlane.putListener(listener.spec());
        } catch (IllegalStateException taken) {
            LOG.log(
                    Level.WARNING,
                    taken,
                    () -> "Port " + listener.port
                            + " cannot be had; the listener gets a free one, see /_local/load-balancers");
            listener.boundPort = dataPlane.putListener(listener.specAt(0));
        }
    }
}
