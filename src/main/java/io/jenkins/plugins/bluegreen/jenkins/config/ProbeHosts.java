package io.jenkins.plugins.bluegreen.jenkins.config;

import io.jenkins.plugins.bluegreen.model.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps a job from having this controller send requests to itself or to its link, such as the metadata service. Pure but for names. */
record ProbeHosts(Set<String> allowed) {
    static ProbeHosts of(String text) {
        return new ProbeHosts(text == null ? Set.of() : Set.of(text.strip().split("\\s+")));
    }

    /**
     * Checks where an environment would have probes sent.
     *
     * @throws IllegalArgumentException naming the host that must not be probed
     */
    void check(Environment environment) {
        List<String> hosts = new ArrayList<>(environment.addresses());
        hosts.add(environment.url().getHost());
        for (String host : hosts) {
            if (!allowed.contains(host) && isNear(host)) {
                throw new IllegalArgumentException(
                        "environment " + environment.name() + " would be probed at " + host
                                + ", on this machine or its link: an administrator can allow it in the configuration of Blue-Green Deploy");
            }
        }
    }

    private static boolean isNear(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
