package io.jenkins.plugins.bluegreen.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This same program in a process of its own, to be killed. */
final class ControllerProcess {
    private final Process process;

    private ControllerProcess(Process process) {
        this.process = process;
    }

    static ControllerProcess start(Path configuration, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dbluegreen.lease=9s",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        command.add("--config");
        command.add(configuration.toString());
        File log = configuration.resolveSibling("controller.log").toFile();
        return new ControllerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it cannot tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
