package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Environment;
import java.util.List;

/** The alarms that guard an environment's deployments. */
public interface Alarms {
    /** Reads the state of every alarm the environment names; one that does not exist is read as missing. */
    List<AlarmReading> read(Environment environment);
}
