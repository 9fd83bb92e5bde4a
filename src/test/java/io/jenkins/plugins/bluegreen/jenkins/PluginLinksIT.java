package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the front door for Jenkins can reach is in the packed plugin, in Java or in Jenkins. Without this a library that nobody packed is
 * missed when a deployment first needs it.
 */
class PluginLinksIT {
    private static final Path HPI = Path.of("target", "blue-green-deploy.hpi");
    private static final String OURS = "io/jenkins/plugins/bluegreen/";
    private static final String FRONT_DOOR = OURS + "jenkins/";

    /** What Jenkins itself brings, and what a library only uses where it is there. */
    private static final List<String> NOT_NEEDED = List.of(
            // Jenkins core
            "org/slf4j/",
            "org/apache/commons/logging/",
            "org/jvnet/localizer/",
            // AWS's native clients, of which we build none
            "software/amazon/awssdk/crt/",
            // Flyway in other containers, with another logger, and its guess at what a misspelt setting was meant to be
            "org/osgi/",
            "org/jboss/vfs/",
            "org/apache/logging/log4j/",
            "org/apache/commons/text/similarity/FuzzyScore");

    private final Map<String, byte[]> packed = new HashMap<>();

    @Test
    void everyClassThatCanBeReachedIsThere() throws IOException {
        unpack(Files.readAllBytes(HPI));
        Map<String, String> missing = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        Deque<String> toRead = new ArrayDeque<>();
        packed.keySet().stream().filter(name -> name.startsWith(FRONT_DOOR)).forEach(toRead::add);
        assertThat(toRead).hasSizeGreaterThan(50);
        while (!toRead.isEmpty()) {
            String from = toRead.pop();
            for (String to : ClassReferences.of(packed.get(from))) {
                if (!seen.add(to)) {
                    continue;
                }
                if (packed.containsKey(to)) {
                    toRead.push(to);
                } else if (!isProvided(to)) {
                    missing.put(to, from);
                }
            }
        }
        // A client of AWS alone has thousands.
        assertThat(seen).hasSizeGreaterThan(10_000);
        assertThat(missing)
                .as("classes that are not there, and who refers to them")
                .isEmpty();
    }

    private static boolean isProvided(String name) {
        return NOT_NEEDED.stream().anyMatch(name::startsWith)
                || ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null
                || !name.startsWith(OURS) && Files.exists(Path.of("target", "classes", name + ".class"));
    }

    private void unpack(byte[] zip) throws IOException {
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(".jar")) {
                    unpack(stream.readAllBytes());
                } else if (name.endsWith(".class")) {
                    packed.put(name.substring(0, name.length() - ".class".length()), stream.readAllBytes());
                }
            }
        }
    }
}
