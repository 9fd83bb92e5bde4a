package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.Map;

/**
 * What a listener's load balancer says about the handling of requests.
 *
 * @param port of the listener
 * @param own counts the answers of the load balancer itself
 * @param preserveHost whether the Host header goes to targets as it came; else a port other than 80 and 443 is added to it
 * @param forwardedFor what happens to X-Forwarded-For
 * @param idleMillis how long a connection may be silent
 * @param clientKeepAliveMillis how long a client's connection may be used in all
 */
record Frontend(
        int port,
        Meter own,
        boolean preserveHost,
        ForwardedFor forwardedFor,
        long idleMillis,
        long clientKeepAliveMillis) {

    /** What happens to X-Forwarded-For. */
    enum ForwardedFor {
        APPEND,
        PRESERVE,
        REMOVE
    }

    static Frontend of(int port, Meter own, Map<String, String> attributes) {
        ForwardedFor forwardedFor =
                switch (attributes.getOrDefault("routing.http.xff_header_processing.mode", "append")) {
                    case "preserve" -> ForwardedFor.PRESERVE;
                    case "remove" -> ForwardedFor.REMOVE;
                    default -> ForwardedFor.APPEND;
                };
        return new Frontend(
                port,
                own,
                Boolean.parseBoolean(attributes.getOrDefault("routing.http.preserve_host_header.enabled", "false")),
                forwardedFor,
                GroupAttributes.seconds(attributes, "idle_timeout.timeout_seconds", 60) * 1000,
                GroupAttributes.seconds(attributes, "client_keep_alive.seconds", 3600) * 1000);
    }
}
