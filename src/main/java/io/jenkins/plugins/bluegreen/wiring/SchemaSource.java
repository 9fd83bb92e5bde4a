package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.port.SchemaStatus;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.schema.MigrationRefused;
import io.jenkins.plugins.bluegreen.schema.MigrationSettings;
import io.jenkins.plugins.bluegreen.schema.SchemaMigrations;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Where the version of an environment's database schema is read.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param user who reads
 * @param passwordVariable environment variable that holds the password; the file never does
 * @param migrations folder with {@code expand/} and {@code contract/}
 */
public record SchemaSource(String url, String user, String passwordVariable, Path migrations) {
    static SchemaSource read(Fields fields, Path base) {
        SchemaSource source = new SchemaSource(
                fields.required("url"),
                fields.required("user"),
                fields.text("passwordVariable", "PGPASSWORD"),
                base.resolve(fields.text("migrations", "app/migrations")));
        fields.noOthers();
        return source;
    }

    /** How migrations of this database are run. */
    public MigrationSettings settings() {
        return settings(System::getenv);
    }

    private MigrationSettings settings(UnaryOperator<String> variables) {
        String password = variables.apply(passwordVariable);
        return MigrationSettings.of(url, user, password == null ? "" : password, migrations);
    }

    /** Reads the versions of several environments' databases; an environment without one declares none. */
    static SchemaStatus status(Map<String, SchemaSource> byEnvironment, UnaryOperator<String> variables) {
        return environment -> {
            SchemaSource source = byEnvironment.get(environment.name());
            return source == null ? OptionalInt.empty() : OptionalInt.of(source.version(variables));
        };
    }

    private int version(UnaryOperator<String> variables) {
        try {
            return SchemaMigrations.version(settings(variables));
        } catch (MigrationRefused e) {
            throw new WorldException(WorldException.Kind.UNAVAILABLE, e.getMessage(), e);
        }
    }
}
