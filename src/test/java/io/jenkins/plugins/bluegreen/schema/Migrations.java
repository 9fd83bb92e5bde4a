package io.jenkins.plugins.bluegreen.schema;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes migration folders for tests. */
record Migrations(Path folder) {
    Migrations expand(int version, String sql) {
        return write(MigrationPhase.EXPAND, "V" + version + "__step.sql", sql);
    }

    Migrations contract(int version, String sql) {
        return write(MigrationPhase.CONTRACT, "V" + version + "__step.sql", sql);
    }

    Migrations write(MigrationPhase phase, String name, String sql) {
        try {
            Path directory = Files.createDirectories(folder.resolve(phase.folder()));
            Files.writeString(directory.resolve(name), sql);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Release release(String id, int min, int max) {
        return new Release(id, "", "", new SchemaRange(min, max));
    }
}
