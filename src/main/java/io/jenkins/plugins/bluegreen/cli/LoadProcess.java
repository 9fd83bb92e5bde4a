package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.load.LoadClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load client, in a process of its own. */
final class LoadProcess implements AutoCloseable {
    /** It ends by itself after this, whatever becomes of us. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Process process;

    private LoadProcess(Process process) {
        this.process = process;
    }

    static LoadProcess start(List<String> addresses, int port, int perSecond, int websockets, int slowSeconds, Path log)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        String.join(",", addresses),
                        String.valueOf(port),
                        String.valueOf(perSecond),
                        String.valueOf(websockets),
                        String.valueOf(slowSeconds),
                        String.valueOf(LONGEST.toSeconds()),
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new LoadProcess(process);
    }

    /** Tells it to end, waits for the requests that are still open, and makes sure. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
