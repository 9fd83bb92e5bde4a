package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.ListenerSpec;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A listener with its rules. Guarded by the lock of {@link Balancing}. */
final class Listener {
    final String arn;
    final LoadBalancer loadBalancer;
    final Map<String, String> attributes = new TreeMap<>(LoadBalancerAttributes.LISTENER_DEFAULTS);
    final Map<String, String> tags = new TreeMap<>();
    final List<Rule> rules = new ArrayList<>();
    final Rule defaultRule;
    final List<String> certificates = new ArrayList<>();
    final List<String> alpnPolicy = new ArrayList<>();
    Optional<String> sslPolicy = Optional.empty();
    String protocol;
    int port;
    int boundPort;

    Listener(String arn, LoadBalancer loadBalancer, String protocol, int port, List<RuleAction> defaultActions) {
        this.arn = arn;
        this.loadBalancer = loadBalancer;
        this.protocol = protocol;
        this.port = port;
        this.defaultRule = Rule.defaultRule(this, defaultActions);
    }

    /** The rules in evaluation order, the default rule last. */
    List<Rule> inOrder() {
        List<Rule> ordered = new ArrayList<>(rules);
        ordered.sort(Comparator.comparingInt(rule -> rule.priority));
        ordered.add(defaultRule);
        return ordered;
    }

    /** As the data plane runs it: at its own port, or at the one it got because that was taken. */
    ListenerSpec spec() {
        return specAt(boundPort == 0 ? port : boundPort);
    }

    ListenerSpec specAt(int dataPlanePort) {
        return new ListenerSpec(
                arn,
                loadBalancer.arn,
                dataPlanePort,
                inOrder().stream().map(Rule::spec).toList(),
                loadBalancer.attributes);
    }

    Shape shape() {
        Shape shape = Shape.shape()
                .with("ListenerArn", arn)
                .with("LoadBalancerArn", loadBalancer.arn)
                .with("Port", port)
                .with("Protocol", protocol)
                .list(
                        "DefaultActions",
                        defaultRule.actions.stream().map(RuleAction::shape).toList());
        if (protocol.equals("HTTPS")) {
            shape.with("SslPolicy", sslPolicy)
                    .list(
                            "Certificates",
                            certificates.stream()
                                    .limit(1)
                                    .map(certificate -> Shape.shape().with("CertificateArn", certificate))
                                    .toList())
                    .with("MutualAuthentication", Shape.shape().with("Mode", "off"));
        }
        return alpnPolicy.isEmpty() ? shape : shape.list("AlpnPolicy", alpnPolicy);
    }
}
