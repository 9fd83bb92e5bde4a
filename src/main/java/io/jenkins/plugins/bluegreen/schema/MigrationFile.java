package io.jenkins.plugins.bluegreen.schema;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One versioned migration.
 *
 * @param version the schema version after it, from 1
 * @param phase the folder it lies in
 * @param path the file, {@code V<version>__<description>.sql}
 */
record MigrationFile(int version, MigrationPhase phase, Path path) {
    String name() {
        return phase.folder() + "/" + path.getFileName();
    }

    String sql() {
        return read(path);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new MigrationRefused(file + " is not UTF-8 text: save it as UTF-8", e);
        } catch (IOException e) {
            throw new MigrationRefused(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
