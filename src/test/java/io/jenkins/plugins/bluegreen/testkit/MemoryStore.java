package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.VersionConflictException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps deployments in memory, with the same version check as the real stores. */
public final class MemoryStore implements DeploymentStore {
    private final Map<String, Stored> all = new LinkedHashMap<>();

    private static String key(String environment, String id) {
        return environment + "/" + id;
    }

    @Override
    public synchronized Optional<Stored> load(String environment, String id) {
        return Optional.ofNullable(all.get(key(environment, id)));
    }

    @Override
    public synchronized Stored save(Stored stored) {
        String key = key(stored.order().environment().name(), stored.order().id());
        String present = Optional.ofNullable(all.get(key)).map(Stored::version).orElse("");
        if (!present.equals(stored.version())) {
            throw new VersionConflictException(
                    "deployment " + stored.order().id() + " is at version " + present + ", not " + stored.version());
        }
        Stored next = stored.at(String.valueOf(present.isEmpty() ? 1 : Integer.parseInt(present) + 1));
        all.put(key, next);
        return next;
    }

    @Override
    public synchronized List<String> recent(String environment, int most) {
        List<String> ids = new ArrayList<>(all.values().stream()
                .filter(stored -> stored.order().environment().name().equals(environment))
                .map(stored -> stored.order().id())
                .sorted()
                .toList());
        java.util.Collections.reverse(ids);
        return ids.subList(0, Math.min(most, ids.size()));
    }

    @Override
    public synchronized List<String> environments() {
        return all.values().stream()
                .map(stored -> stored.order().environment().name())
                .distinct()
                .toList();
    }
}
