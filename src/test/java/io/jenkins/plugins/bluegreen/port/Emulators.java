package io.jenkins.plugins.bluegreen.port;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.bluegreen.local.LocalCloud;
import io.jenkins.plugins.bluegreen.local.LocalCloudSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The two emulators that the adapters are held against. */
final class Emulators {
    private Emulators() {}

    static AwsEmulator localCloud(Path directory) {
        LocalCloud cloud = LocalCloud.start(
                LocalCloudSettings.of(directory, Clock.systemUTC()).withStopBound(Duration.ofSeconds(1)));
        return new AwsEmulator(cloud.endpoint(), cloud.region(), cloud::close);
    }

    /**
     * The moto server (PyPI, by {@code make venv}): an independent reading of AWS's wire formats. Its behaviour is not AWS's in these points,
     * so the contracts ask them only of the local cloud:
     *
     * <ul>
     *   <li>conditional writes to S3 are compared and written in two steps, so two racing writers may both win: the two racing tests are
     *       disabled in {@link OverMotoTest};
     *   <li>targets are healthy at once and never drain or leave, so nothing is asked about health here.
     * </ul>
     */
    static AwsEmulator moto(Path directory) throws IOException {
        Path python = Path.of("build", "venv", "bin", "python");
        assumeTrue(
                Files.isExecutable(python),
                "SKIPPED: the port contracts were not checked against moto, because " + python
                        + " is missing: run 'make venv'");
        int port = AwsEmulator.freePort();
        Process server = new ProcessBuilder(
                        python.toString(), "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("moto.log").toFile())
                .start();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !server.isAlive() || answers(endpoint));
        assumeTrue(
                server.isAlive(),
                "SKIPPED: the port contracts were not checked against moto, because it does not start: "
                        + Files.readString(directory.resolve("moto.log")));
        return new AwsEmulator(endpoint, "us-east-1", server::destroy);
    }

    private static boolean answers(URI endpoint) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint.resolve("/moto-api/").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}
