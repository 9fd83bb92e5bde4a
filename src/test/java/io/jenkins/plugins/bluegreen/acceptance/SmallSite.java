package io.jenkins.plugins.bluegreen.acceptance;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.local.LocalCloud;
import io.jenkins.plugins.bluegreen.local.LocalCloudSeed;
import io.jenkins.plugins.bluegreen.local.LocalCloudSettings;
import io.jenkins.plugins.bluegreen.local.SeededEnvironment;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The local cloud with instances that need no database and boot in no time: each answers its release and its colour, as tagged, and
 * errors where it is told to be sick.
 */
public final class SmallSite implements AutoCloseable {
    private static final String WEB_SERVER =
            """
            #!/bin/bash
            exec python3 -u - <<'PYTHON'
            import os, http.server, urllib.request
            sick = 'SICK'
            base = os.environ['AWS_EC2_METADATA_SERVICE_ENDPOINT'].rstrip('/') + '/latest/'
            def ask(path, method, **headers):
                request = urllib.request.Request(base + path, method=method, headers=headers)
                return urllib.request.urlopen(request, timeout=5).read().decode()
            token = ask('api/token', 'PUT', **{'X-aws-ec2-metadata-token-ttl-seconds': '60'})
            def tag(name):
                return ask('meta-data/tags/instance/bluegreen:' + name, 'GET', **{'X-aws-ec2-metadata-token': token})
            names = {'X-BlueGreen-Release': tag('release'), 'X-BlueGreen-Colour': tag('colour')}
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_GET(self):
                    path = self.path.strip('/') or 'index'
                    release = names['X-BlueGreen-Release']
                    well = not any(os.path.exists(f'{sick}/{who}/{path}') for who in (release, 'all'))
                    self.send_response(200 if well else 503)
                    for name, value in names.items():
                        self.send_header(name, value)
                    self.send_header('Content-Length', '3')
                    self.end_headers()
                    self.wfile.write(b'ok\\n')
                def log_message(self, *args):
                    pass
            class Server(http.server.ThreadingHTTPServer):
                request_queue_size = 128
            Server((os.environ['HOST'], int(os.environ['PORT'])), Handler).serve_forever()
            PYTHON
            """;

    public final LocalCloud cloud;
    public final SeededEnvironment seeded;
    private final Path directory;

    private SmallSite(LocalCloud cloud, SeededEnvironment seeded, Path directory) {
        this.cloud = cloud;
        this.seeded = seeded;
        this.directory = directory;
    }

    /** Release 1 on so many instances of blue; they are booting. */
    public static SmallSite start(Path directory, int instances) {
        LocalCloud cloud = LocalCloud.start(LocalCloudSettings.of(directory.resolve("cloud"), Clock.systemUTC())
                .withStopBound(Duration.ofSeconds(1)));
        String script = WEB_SERVER.replace(
                "SICK", directory.resolve("sick").toAbsolutePath().toString());
        SeededEnvironment seeded = LocalCloudSeed.of(colour -> script)
                .withInstances(instances)
                .withTags(Map.of("bluegreen:release", "1"))
                .withHealthInterval(Duration.ofMillis(300))
                .withDrain(Duration.ofSeconds(1))
                .plant(cloud);
        return new SmallSite(cloud, seeded, directory);
    }

    public Environment environment(Settings settings) {
        return new Environment(
                "local",
                cloud.region(),
                seeded.traffic(),
                seeded.nodes(),
                List.of(RuleRef.defaultOf(seeded.listenerArn())),
                side(Colour.BLUE),
                side(Colour.GREEN),
                List.of(),
                LocalCloudSeed.PREVIEW_HEADER,
                settings);
    }

    private Side side(Colour colour) {
        SeededEnvironment.Side side = seeded.sides().get(colour.word());
        return new Side(colour, side.targetGroupArn(), side.autoScalingGroup());
    }

    /** From now on, instances of the release answer this path with 503. @param path such as {@code health}; {@code index} for the root */
    public void sicken(String release, String path) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("sick").resolve(release));
        Files.write(folder.resolve(path), new byte[0]);
    }

    /** All answer well again. */
    public void heal() throws IOException {
        try (Stream<Path> marks = Files.walk(directory.resolve("sick"))) {
            for (Path mark : marks.filter(Files::isRegularFile).toList()) {
                Files.delete(mark);
            }
        }
    }

    /**
     * What {@code bluegreen.yaml} says of it; the state is beside that file.
     *
     * @param timing such as {@code probeInterval: 200ms}; empty = the default
     */
    public String configuration(String plan, String timing) {
        String settings = timing.isEmpty() ? "" : "\n    settings: {timing: {" + timing + "}}";
        return """
                state: state
                aws:
                  endpoint: ENDPOINT
                  anyCredentials: true
                environments:
                  local:
                    plan: "PLAN"SETTINGS
                    target:
                      region: REGION
                      url: TRAFFIC
                      rules: [{listenerArn: "LISTENER"}]
                      blue: {targetGroup: "BLUE", group: local-blue}
                      green: {targetGroup: "GREEN", group: local-green}
                      previewHeader: X-BlueGreen-Preview
                """
                .replace("SETTINGS", settings)
                .replace("PLAN", plan)
                .replace("ENDPOINT", cloud.endpoint().toString())
                .replace("REGION", cloud.region())
                .replace("TRAFFIC", seeded.traffic().toString())
                .replace("LISTENER", seeded.listenerArn())
                .replace("BLUE", side(Colour.BLUE).targetGroup())
                .replace("GREEN", side(Colour.GREEN).targetGroup());
    }

    /** A controller with its state beside the cloud. */
    public Installation controller() {
        return Installation.Parts.of(state(), AwsAccount.local(cloud.endpoint()))
                .open();
    }

    /** Where everything of it is. */
    public Path directory() {
        return directory;
    }

    public State state() {
        return new State.Directory(directory.resolve("state"));
    }

    /** Returns when every instance that blue should have is healthy. */
    public void awaitHealthy(Installation installation, Environment environment, Duration most) {
        Awaitility.await().atMost(most).until(() -> {
            SideReading blue =
                    installation.inspection().status(environment).sides().get(Colour.BLUE);
            return blue != null && blue.healthy() == blue.capacity().desired();
        });
    }

    @Override
    public void close() {
        cloud.close();
    }
}
