package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listeners: create, describe, modify, delete, their attributes and certificates. TLS itself is not spoken: an HTTPS listener serves HTTP. */
final class ListenerActions {
    private static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    private final Balancing balancing;

    ListenerActions(Balancing balancing) {
        this.balancing = balancing;
    }

    void actions(AwsApi api) {
        api.on("CreateListener", this::create)
                .on("DescribeListeners", this::describe)
                .on("ModifyListener", this::modify)
                .on("DeleteListener", this::delete)
                .on("DescribeListenerAttributes", this::attributes)
                .on("ModifyListenerAttributes", this::modifyAttributes)
                .on("DescribeListenerCertificates", this::describeCertificates)
                .on("AddListenerCertificates", this::addCertificates)
                .on("RemoveListenerCertificates", this::removeCertificates)
                .on("DescribeSSLPolicies", params -> Shape.shape()
                        .list(
                                "SslPolicies",
                                List.of(Shape.shape()
                                        .with("Name", DEFAULT_POLICY)
                                        .list("SslProtocols", List.of("TLSv1.2"))
                                        .list("Ciphers", List.of())
                                        .list("SupportedLoadBalancerTypes", List.of("application")))));
    }

    private Shape create(Params params) {
        String protocol = protocol(params.required("Protocol"));
        int port = params.integer("Port", 1, 65_535).orElseThrow(() -> AwsError.validation("A port must be specified"));
        List<RuleAction> actions = RuleAction.parse(params.list("DefaultActions"));
        synchronized (balancing.lock) {
            LoadBalancer loadBalancer = balancing.loadBalancer(params.required("LoadBalancerArn"));
            checkPort(loadBalancer, port, Optional.empty());
            balancing.checkGroups(loadBalancer, actions);
            String arn = loadBalancer.arn.replace(":loadbalancer/", ":listener/") + "/" + Ids.hex(16);
            Listener listener = new Listener(arn, loadBalancer, protocol, port, actions);
            secure(listener, params);
            listener.tags.putAll(params.pairs("Tags"));
            balancing.publish(listener);
            balancing.listeners.put(arn, listener);
            return one(listener);
        }
    }

    private void checkPort(LoadBalancer loadBalancer, int port, Optional<Listener> self) {
        boolean taken = balancing.listenersOf(loadBalancer).stream()
                .anyMatch(other -> other.port == port && !Optional.of(other).equals(self));
        if (taken) {
            throw AwsError.of(
                    "DuplicateListener",
                    "A listener already exists on this port for this load balancer '" + loadBalancer.arn + "'");
        }
    }

    private static String protocol(String protocol) {
        if (!protocol.equals("HTTP") && !protocol.equals("HTTPS")) {
            throw AwsError.of(
                    "UnsupportedProtocol", "Listener protocol '" + protocol + "' must be one of 'HTTPS, HTTP'");
        }
        return protocol;
    }

    private static void secure(Listener listener, Params params) {
        List<String> certificates = params.list("Certificates").stream()
                .map(certificate -> certificate.required("CertificateArn"))
                .toList();
        boolean https = listener.protocol.equals("HTTPS");
        if (https && certificates.isEmpty() && listener.certificates.isEmpty()) {
            throw AwsError.of("CertificateNotFound", "A certificate must be specified for HTTPS listeners");
        }
        if (!https && (!certificates.isEmpty() || params.has("SslPolicy"))) {
            throw AwsError.of(
                    "InvalidConfigurationRequest", "Certificates and SSL policies are for HTTPS listeners only");
        }
        if (!certificates.isEmpty()) {
            listener.certificates.clear();
            listener.certificates.addAll(certificates);
        }
        listener.sslPolicy = https
                ? params.text("SslPolicy").or(() -> listener.sslPolicy).or(() -> Optional.of(DEFAULT_POLICY))
                : Optional.empty();
        if (params.has("AlpnPolicy")) {
            listener.alpnPolicy.clear();
            listener.alpnPolicy.addAll(params.texts("AlpnPolicy"));
        }
    }

    private static Shape one(Listener listener) {
        return Shape.shape().list("Listeners", List.of(listener.shape()));
    }

    private Shape describe(Params params) {
        synchronized (balancing.lock) {
            List<Listener> asked = new ArrayList<>();
            if (params.has("ListenerArns")) {
                params.texts("ListenerArns").forEach(arn -> asked.add(balancing.listener(arn)));
            } else {
                asked.addAll(balancing.listenersOf(balancing.loadBalancer(params.required("LoadBalancerArn"))));
            }
            return Pages.shape("Listeners", Pages.of(asked, params), Listener::shape);
        }
    }

    private Shape modify(Params params) {
        Optional<List<RuleAction>> actions = params.has("DefaultActions")
                ? Optional.of(RuleAction.parse(params.list("DefaultActions")))
                : Optional.empty();
        Optional<String> protocol = params.text("Protocol").map(ListenerActions::protocol);
        Optional<Integer> port = params.integer("Port", 1, 65_535);
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            port.ifPresent(wanted -> checkPort(listener.loadBalancer, wanted, Optional.of(listener)));
            actions.ifPresent(wanted -> balancing.checkGroups(listener.loadBalancer, wanted));
            listener.protocol = protocol.orElse(listener.protocol);
            secure(listener, params);
            if (port.isPresent() && port.get() != listener.port) {
                listener.port = port.get();
                listener.boundPort = 0;
            }
            actions.ifPresent(wanted -> listener.defaultRule.actions = wanted);
            balancing.publish(listener);
            return one(listener);
        }
    }

    private Shape delete(Params params) {
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            balancing.listeners.remove(listener.arn);
            balancing.dataPlane.removeListener(listener.arn);
            return Shape.shape();
        }
    }

    private Shape attributes(Params params) {
        synchronized (balancing.lock) {
            return Shape.shape().pairs("Attributes", balancing.listener(params.required("ListenerArn")).attributes);
        }
    }

    private Shape modifyAttributes(Params params) {
        Map<String, String> changes = params.pairs("Attributes");
        LoadBalancerAttributes.check(changes, LoadBalancerAttributes.LISTENER_DEFAULTS, "Listener");
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            listener.attributes.putAll(changes);
            return Shape.shape().pairs("Attributes", listener.attributes);
        }
    }

    private Shape describeCertificates(Params params) {
        synchronized (balancing.lock) {
            List<String> certificates = balancing.listener(params.required("ListenerArn")).certificates;
            return Shape.shape()
                    .list(
                            "Certificates",
                            certificates.stream()
                                    .map(arn -> Shape.shape()
                                            .with("CertificateArn", arn)
                                            .with("IsDefault", arn.equals(certificates.get(0))))
                                    .toList());
        }
    }

    private Shape addCertificates(Params params) {
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            params.list("Certificates").forEach(certificate -> {
                String arn = certificate.required("CertificateArn");
                listener.certificates.remove(arn);
                listener.certificates.add(arn);
            });
        }
        return describeCertificates(params);
    }

    private Shape removeCertificates(Params params) {
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            params.list("Certificates").forEach(certificate -> {
                String arn = certificate.required("CertificateArn");
                if (!listener.certificates.isEmpty()
                        && listener.certificates.get(0).equals(arn)) {
                    throw AwsError.of(
                            "OperationNotPermitted", "The default certificate '" + arn + "' cannot be removed");
                }
                listener.certificates.remove(arn);
            });
            return Shape.shape();
        }
    }
}
