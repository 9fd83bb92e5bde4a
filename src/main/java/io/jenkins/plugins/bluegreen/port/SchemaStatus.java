package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import java.util.OptionalInt;

/** The version of an environment's database schema. */
public interface SchemaStatus {
    /** The highest version applied; empty where the environment declares no database. */
    OptionalInt version(Environment environment);
}
