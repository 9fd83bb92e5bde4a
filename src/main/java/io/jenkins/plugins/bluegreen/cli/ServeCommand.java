package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.bluegreen.sleep.AutoStop;
import io.jenkins.plugins.bluegreen.web.Orders;
import io.jenkins.plugins.bluegreen.web.PageData;
import io.jenkins.plugins.bluegreen.web.PageServer;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.web.SleepOrders;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bluegreen serve}: the page of all environments, until it is ended. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Shows environments and deployments in a browser, live, with Prometheus figures at /metrics.",
        footer = {
            "",
            "Whoever reaches a loopback address may roll back, approve, stop and start there; on any other address the page is for reading only.",
            "Exit codes: 0 ended, 2 bad usage or configuration."
        })
public final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "default: environment variable BLUEGREEN_CONFIG, then bluegreen.yaml")
    private Path config;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "8484", description = "0 takes any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--tick",
            description =
                    "also, every minute: drive on deployments whose controller is gone, and stop and start what has a schedule")
    private boolean tick;

    @Option(
            names = "--output",
            defaultValue = "text",
            description = "text or json: one line with the page's url when it is ready")
    private Output output;

    @Spec
    private CommandSpec spec;

    enum Output {
        text,
        json
    }

    @Override
    public Integer call() {
        Configuration configuration = configuration();
        Sightings sightings = Sightings.beside(configuration.state());
        try (Installation installation = Installation.open(configuration);
                PageServer server = PageServer.start(
                        host,
                        port,
                        new PageData(
                                installation.store(),
                                sightings,
                                List.copyOf(configuration.environments().values()),
                                Optional.of(installation.inspection()),
                                installation.time()),
                        Optional.of(orders(installation, configuration, sightings)),
                        installation.time())) {
            if (tick) {
                upkeep(installation, configuration, sightings).begin();
            }
            announce(server);
            waitForTheEnd();
            return 0;
        }
    }

    private static Orders orders(Installation installation, Configuration configuration, Sightings sightings) {
        SleepOrders sleep = new SleepOrders(
                installation::sleeping,
                name -> Optional.ofNullable(configuration.sleepables().get(name)),
                installation.time());
        return new Orders(installation.engine(), sightings, sleep, viewer());
    }

    private Upkeep upkeep(Installation installation, Configuration configuration, Sightings sightings) {
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> log = line -> {
            err.println(line);
            err.flush();
        };
        AutoStop autoStop =
                new AutoStop(installation.sleeping(), installation.time(), configuration.sleepSchedules(), log);
        return new Upkeep(
                installation.engine(),
                installation.store(),
                installation.time(),
                sightings.recorder(),
                autoStop::tick,
                log);
    }

    private Configuration configuration() {
        try {
            return Configuration.load(Shared.file(config));
        } catch (ConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void announce(PageServer server) {
        PrintWriter out = spec.commandLine().getOut();
        String url = server.url().toString();
        out.println(
                output == Output.json
                        ? JsonNodeFactory.instance.objectNode().put("url", url).toString()
                        : "The page is at " + url + " until this is ended.");
        out.flush();
    }

    /** Nobody logs in on the page, so orders come from whoever started it. */
    private static String viewer() {
        return System.getProperty("user.name") + ", on the page";
    }

    /** Until the process is told to end, or the thread is interrupted. */
    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
