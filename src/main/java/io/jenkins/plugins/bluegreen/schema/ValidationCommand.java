package io.jenkins.plugins.bluegreen.schema;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A release's validation as a command: it finds the database in PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD and DATABASE_URL, and leaves with
 * 0 if all is well. Its last line of output is the problem otherwise.
 *
 * @param command run by {@code sh -c}
 * @param timeout after which it is ended and counts as failed
 */
public record ValidationCommand(String command, Duration timeout) implements ReleaseValidation {
    @Override
    public Optional<String> problem(MigrationSettings database) {
        try {
            Path output = Files.createTempFile("validation", ".log");
            try {
                return run(database, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.of("'" + command + "' could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("'" + command + "' was interrupted");
        }
    }

    private Optional<String> run(MigrationSettings database, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment(database));
        Process process = builder.start();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return Optional.of("'" + command + "' did not end within " + timeout.toSeconds() + " s");
        }
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return Optional.of("'" + command + "' left with " + process.exitValue() + ": "
                + (lines.isEmpty() ? "no output" : lines.get(lines.size() - 1)));
    }

    private static Map<String, String> environment(MigrationSettings database) {
        URI address = URI.create(database.url().substring("jdbc:".length()));
        String host = address.getHost() == null ? "localhost" : address.getHost();
        String port = String.valueOf(address.getPort() < 0 ? 5432 : address.getPort());
        String name = address.getPath().substring(1);
        return Map.of(
                "PGHOST",
                host,
                "PGPORT",
                port,
                "PGDATABASE",
                name,
                "PGUSER",
                database.user(),
                "PGPASSWORD",
                database.password(),
                "DATABASE_URL",
                "postgresql://" + host + ":" + port + "/" + name);
    }
}
