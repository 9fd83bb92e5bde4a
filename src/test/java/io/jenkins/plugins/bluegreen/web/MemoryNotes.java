package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.Notes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes on sides that last as long as the program. */
final class MemoryNotes implements Notes {
    private final Map<String, Map<String, String>> bySide = new ConcurrentHashMap<>();

    private Map<String, String> of(Side side) {
        return bySide.computeIfAbsent(side.group(), group -> new ConcurrentHashMap<>());
    }

    @Override
    public Map<String, String> read(Side side) {
        return Map.copyOf(of(side));
    }

    @Override
    public void write(Side side, Map<String, String> some) {
        of(side).putAll(some);
    }

    @Override
    public void remove(Side side, Set<String> keys) {
        of(side).keySet().removeAll(keys);
    }
}
