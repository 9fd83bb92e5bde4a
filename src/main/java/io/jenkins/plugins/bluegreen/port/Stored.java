package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A deployment as the store keeps it: the order and the journal; the state follows from them.
 *
 * @param order what it was told to do
 * @param journal everything that happened, in order
 * @param fence the fence of the lease under which it was last saved
 * @param version the store's own word for this state; empty before the first save
 */
public record Stored(Order order, List<Event> journal, long fence, String version) {
    public Stored {
        Objects.requireNonNull(order, "order");
        journal = List.copyOf(journal);
        version = version == null ? "" : version;
    }

    public static Stored first(Order order) {
        return new Stored(order, List.of(), 0, "");
    }

    public Deployment deployment() {
        return Deployment.replay(order, journal);
    }

    /** The same with more events, to be saved under a fence. */
    public Stored plus(List<Event> events, long underFence) {
        List<Event> all = new ArrayList<>(journal);
        all.addAll(events);
        return new Stored(order, all, underFence, version);
    }

    public Stored at(String newVersion) {
        return new Stored(order, journal, fence, newVersion);
    }
}
