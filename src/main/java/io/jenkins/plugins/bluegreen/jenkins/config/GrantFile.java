package io.jenkins.plugins.bluegreen.jenkins.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The grants of all environments, in one small file that is replaced as a whole. */
final class GrantFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path file;

    GrantFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("grants.json");
    }

    /** The environment's grant; null if there is none. */
    synchronized Grant get(String environment) {
        return all().get(environment);
    }

    synchronized void put(String environment, Grant grant) throws IOException {
        Map<String, Grant> grants = all();
        if (grant.equals(grants.put(environment, grant))) {
            return;
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".grants", ".new");
        JSON.writeValue(fresh.toFile(), grants);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, Grant> all() {
        try {
            return Files.exists(file)
                    ? JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Grant>>() {})
                    : new TreeMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: mend or delete it", e);
        }
    }
}
