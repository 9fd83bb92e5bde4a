package io.jenkins.plugins.bluegreen.cost;

import java.util.List;

/**
 * What one way of running an environment costs a month.
 *
 * @param name the way, for example {@code with auto-stop}
 * @param lines what it is made of
 */
public record Bill(String name, List<CostLine> lines) {
    public Bill {
        lines = List.copyOf(lines);
    }

    /** Dollars a month. */
    public double total() {
        return lines.stream().mapToDouble(CostLine::dollars).sum();
    }
}
