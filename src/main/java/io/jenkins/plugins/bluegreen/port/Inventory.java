package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import java.util.Optional;

/** What environments are built of, as far as it costs money. */
public interface Inventory {
    /**
     * One environment.
     *
     * @param instanceType type of the instances that the live side would launch; empty if its template names none
     * @param volumeGib root volume of each in GiB; 0 if the template leaves it to the image
     * @param zones zones of the load balancer
     * @param database its database, if it has one
     */
    record Sizes(String instanceType, int volumeGib, int zones, Optional<DatabaseSize> database) {}

    /**
     * A database.
     *
     * @param type class of the instance
     * @param standby whether it has one in another zone
     * @param gib storage in GiB
     */
    record DatabaseSize(String type, boolean standby, int gib) {}

    /**
     * Reads an environment.
     *
     * @param database identifier of its database; empty for none
     * @throws WorldException if something of it cannot be read
     */
    Sizes read(Environment environment, String database);
}
