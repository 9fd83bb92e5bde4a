package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The proxy that this Jenkins is configured with.
 *
 * @param address with user and password if it asks for them; empty if there is none
 * @param notFor hosts that are reached without it
 */
record ControllerProxy(String address, List<String> notFor) {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s|,]+");

    static ControllerProxy of(ProxyConfiguration proxy) {
        if (proxy == null || Util.fixEmptyAndTrim(proxy.name) == null) {
            return new ControllerProxy("", List.of());
        }
        String user = Util.fixNull(proxy.getUserName());
        Secret password = proxy.getSecretPassword();
        String login = user.isEmpty() ? "" : user + ":" + (password == null ? "" : password.getPlainText()) + "@";
        return new ControllerProxy(
                "http://" + login + proxy.name + ":" + proxy.port,
                SEPARATOR
                        .splitAsStream(Util.fixNull(proxy.getNoProxyHost()))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }
}
