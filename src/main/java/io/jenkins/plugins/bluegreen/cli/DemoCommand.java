package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.report.HtmlReceipt;
import io.jenkins.plugins.bluegreen.report.JsonReceipt;
import io.jenkins.plugins.bluegreen.report.Sample;
import io.jenkins.plugins.bluegreen.wiring.Home;
import io.jenkins.plugins.bluegreen.wiring.LocalSite;
import io.jenkins.plugins.bluegreen.wiring.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bluegreen demo}: a whole release on this machine, with real traffic, three times. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows a whole release on this machine, with real traffic: a good one, a bad one that is taken back,"
                        + " and one whose controller is killed half way. Ends by itself in under three minutes.",
        footer = {"", "Exit code 0: everything was as promised; 1: something was not."})
final class DemoCommand implements Callable<Integer> {
    private static final int SLOW_SECONDS = 8;
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int WEBSOCKETS = 6;

    @Mixin
    private Shared shared;

    @Option(names = "--rate", paramLabel = "N", description = "requests a second, 1 to 1000 (default: 200)")
    private int rate = 200;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "where everything is written (default: build/demo)")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        Path home = Home.directory();
        Path into = directory == null ? home.resolve("build/demo") : directory.toAbsolutePath();
        Path log = into.resolve("client.csv");
        LocalSite.Shape shape =
                new LocalSite.Shape(home, into, 0, 0, 2, DRAIN, Duration.ofSeconds(1), Optional.empty());
        shared.say("Starting PostgreSQL, the local cloud, and release 1 on two instances of blue.");
        List<Act> acts = new ArrayList<>();
        try (SystemTime time = new SystemTime();
                LocalSite site = LocalSite.start(shape, time.clock())) {
            DemoStage stage = new DemoStage(shared, site, log);
            stage.awaitFirstRelease();
            shared.say("Users go to " + site.traffic() + ", AWS is at " + site.endpoint()
                    + ". A client of its own sends " + rate + " requests a second, " + WEBSOCKETS
                    + " WebSockets and requests of " + SLOW_SECONDS + " s.");
            try (LoadProcess load =
                    LoadProcess.start(site.nodes(), site.trafficPort(), rate, WEBSOCKETS, SLOW_SECONDS, log)) {
                stage.settle();
                acts.add(stage.goodRelease());
                acts.add(stage.badRelease());
                acts.add(stage.killedController());
            }
            acts = stage.recounted(acts);
        }
        return finish(acts, into);
    }

    private int finish(List<Act> acts, Path into) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode deployments = json.putArray("deployments");
        boolean passed = true;
        shared.say("");
        for (Act act : acts) {
            deployments.add(act.json());
            passed &= act.broken().isEmpty();
            shared.say(shared.screen().strong(act.title()));
            shared.say(act.summary());
            act.broken().forEach(sentence -> shared.say("  NOT AS PROMISED: " + sentence));
            Path receipt = into.resolve("receipt-" + act.receipt().release());
            writeReceipt(act, receipt);
            shared.say("  receipt: " + Shared.shown(receipt) + ".html");
        }
        json.put("passed", passed);
        Files.writeString(into.resolve("demo.json"), json.toPrettyString());
        shared.answer(json);
        shared.say("");
        shared.say(passed ? "Everything was as promised." : "Not everything was as promised.");
        return passed ? ExitCode.DONE : ExitCode.ROLLED_BACK;
    }

    private static void writeReceipt(Act act, Path base) throws IOException {
        List<Sample> samples = act.lines().stream()
                .filter(line -> line.kind().equals("request"))
                .map(ClientLog.Line::sample)
                .toList();
        Files.writeString(Path.of(base + ".html"), HtmlReceipt.render(act.receipt(), samples, act.stored()));
        Files.writeString(Path.of(base + ".json"), JsonReceipt.render(act.receipt(), samples, act.stored()));
    }
}
