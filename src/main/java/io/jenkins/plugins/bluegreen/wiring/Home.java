package io.jenkins.plugins.bluegreen.wiring;

import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of the project: where the application and its Python environment are. */
public final class Home {
    private Home() {}

    /**
     * As the launcher says ({@code -Dbluegreen.home}), else the working directory.
     *
     * @throws ConfigurationException if there is no application in it
     */
    public static Path directory() {
        Path home = Path.of(System.getProperty("bluegreen.home", "."))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(home.resolve("app/start"))) {
            throw new ConfigurationException("there is no app/start in " + home
                    + ": start from the top of the project, or with its launcher ./bluegreen");
        }
        if (!Files.isExecutable(home.resolve("build/venv/bin/python"))) {
            throw new ConfigurationException("the application's Python environment " + home.resolve("build/venv")
                    + " is missing: make it with `make venv`");
        }
        return home;
    }
}
