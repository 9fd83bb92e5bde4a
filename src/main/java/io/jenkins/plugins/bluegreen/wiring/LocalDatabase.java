package io.jenkins.plugins.bluegreen.wiring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A real PostgreSQL for the local cloud: the one that {@code DATABASE_URL} names, or an embedded one that ends with this program. */
final class LocalDatabase implements AutoCloseable {
    private final String url;
    private final EmbeddedPostgres embedded;

    private LocalDatabase(String url, EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
    }

    static LocalDatabase start(String given, Path directory) {
        if (given != null && !given.isBlank()) {
            return new LocalDatabase(given, null);
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            return new LocalDatabase(
                    "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres", postgres);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the embedded PostgreSQL did not start (" + e.getMessage()
                            + "): name a running one with DATABASE_URL=postgresql://user:password@host:5432/name",
                    e);
        }
    }

    String url() {
        return url;
    }

    /** The same address as Java's drivers write it, without user and password. */
    String jdbcUrl() {
        URI address = URI.create(url);
        return "jdbc:postgresql://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + address.getPath();
    }

    String user() {
        String info = URI.create(url).getUserInfo();
        return info == null ? "postgres" : info.split(":", 2)[0];
    }

    @Override
    public void close() {
        if (embedded != null) {
            try {
                embedded.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
