package io.jenkins.plugins.bluegreen.testkit;

import java.util.ArrayList;
import java.util.List;

/** Broken invariants, as sentences. */
public final class Violations {
    private final List<String> found = new ArrayList<>();

    void add(String sentence) {
        found.add(sentence);
    }

    public List<String> found() {
        return List.copyOf(found);
    }
}
