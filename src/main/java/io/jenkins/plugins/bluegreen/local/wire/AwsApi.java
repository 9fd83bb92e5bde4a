package io.jenkins.plugins.bluegreen.local.wire;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** One service's actions by name. Built once by the service, read by the {@link Router}. */
public final class AwsApi {
    private final String service;
    private final Protocol protocol;
    private final String version;
    private final String namespace;
    private final Map<String, Function<AwsCall, Object>> actions = new TreeMap<>();
    private Predicate<AwsCall> ours = call -> true;

    /** @param service the signing name that calls carry in their credential scope */
    public AwsApi(String service, Protocol protocol, String version, String namespace) {
        this.service = service;
        this.protocol = protocol;
        this.version = version;
        this.namespace = namespace;
    }

    /** Adds an action whose answer is a structure. */
    public AwsApi on(String action, Function<Params, Shape> handler) {
        actions.put(action, call -> handler.apply(call.params()));
        return this;
    }

    /** Adds an action that needs the whole call: its region, or the upstream. The answer is a {@link Shape} or an {@link HttpAnswer}. */
    public AwsApi onCall(String action, Function<AwsCall, Object> handler) {
        actions.put(action, handler);
        return this;
    }

    /** With an upstream, only calls that satisfy this are served here. */
    public AwsApi oursWhen(Predicate<AwsCall> condition) {
        ours = condition;
        return this;
    }

    String service() {
        return service;
    }

    Protocol protocol() {
        return protocol;
    }

    String version() {
        return version;
    }

    String namespace() {
        return namespace;
    }

    /** The names of the actions served here. */
    public Set<String> actions() {
        return actions.keySet();
    }

    Function<AwsCall, Object> action(String name) {
        return actions.get(name);
    }

    boolean isOurs(AwsCall call) {
        return ours.test(call);
    }
}
