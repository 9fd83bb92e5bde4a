package io.jenkins.plugins.bluegreen.jenkins.config;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.SchemaSource;
import java.util.Optional;

/**
 * Everything that is written about one environment, wherever that is.
 *
 * @param sleepable the environment, and what goes to sleep with it
 * @param plan how traffic moves to a release unless a step says otherwise
 * @param schedule when it sleeps by itself
 * @param database where the version of its schema is read
 */
public record EnvironmentDescription(
        Sleepable sleepable, Plan plan, Optional<Schedule> schedule, Optional<SchemaSource> database) {
    /**
     * What a configuration says.
     *
     * @throws io.jenkins.plugins.bluegreen.wiring.ConfigurationException if it does not know the environment
     */
    static EnvironmentDescription of(Configuration configuration, String name) {
        return new EnvironmentDescription(
                configuration.sleepable(name),
                configuration.plan(name),
                Optional.ofNullable(configuration.schedules().get(name)),
                Optional.ofNullable(configuration.databases().get(name)));
    }

    public Environment environment() {
        return sleepable.environment();
    }
}
