package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import java.util.List;
import java.util.Optional;

/** Requests of our own through the load balancer. */
public interface Prober {
    /** Path that tells whether a release is ready for users. */
    String VALIDATE = "/deployment/validate";

    /**
     * Sends probes to every node of the load balancer, each on a connection of its own, and waits for the answers (at most a few
     * seconds). Never throws for an answer that does not come: that is a probe with a problem.
     *
     * @param preview the side to ask for by the preview header; empty = where the weights send it
     * @param path the environment's probe path, or {@link #VALIDATE}
     * @param perNode probes for each node, from 1
     */
    List<Probe> probe(Environment environment, Optional<Colour> preview, String path, int perNode);
}
