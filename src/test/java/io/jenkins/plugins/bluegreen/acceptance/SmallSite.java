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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The local cloud with instances that need no database and boot in no time: each answers its release and its colour, as tagged. */
public final class SmallSite implements AutoCloseable {
    private static final String WEB_SERVER =
            """
            #!/bin/bash
            exec python3 -u - <<'PYTHON'
            import os, http.server, urllib.request
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
                    self.send_response(200)
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
        SeededEnvironment seeded = LocalCloudSeed.of(colour -> WEB_SERVER)
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

    /** A controller with its state beside the cloud. */
    public Installation controller() {
        return Installation.Parts.of(state(), AwsAccount.local(cloud.endpoint()))
                .open();
    }

    public State state() {
        return new State.Directory(directory.resolve("state"));
    }

    /** Returns when every instance that blue should have is healthy. */
    void awaitHealthy(Installation installation, Environment environment, Duration most) {
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
