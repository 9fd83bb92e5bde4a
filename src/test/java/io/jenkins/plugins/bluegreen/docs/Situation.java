package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.acceptance.SmallSite;
import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Brings the local environment into the state that a runbook is about, with a controller of its own. */
final class Situation implements AutoCloseable {
    private static final String NAME = "local";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SmallSite site;
    private final Installation controller;
    private final Environment environment;

    Situation(SmallSite site, Path configuration) {
        this.site = site;
        Configuration read = Configuration.load(configuration);
        this.environment = read.environment(NAME);
        this.controller =
                Installation.Parts.of(read).leaseLength(Duration.ofSeconds(10)).open();
    }

    /** Deploys at once; the old side is kept. */
    void deployed(String release) throws Exception {
        deployed(new Release(release, "", "", SchemaRange.ANY));
    }

    void deployed(Release release) throws Exception {
        begin(release, false);
    }

    /** Deploys to a half of the traffic, where it waits for the next word. */
    void holdsAtHalf(String release) throws Exception {
        holdsAtHalf(new Release(release, "", "", SchemaRange.ANY));
    }

    void holdsAtHalf(Release release) throws Exception {
        String id = begin(release, true);
        controller.engine().command(NAME, id, new Command.Shift(Plan.parse("50%"), "", "", "test"));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> Resting.isHoldingAtShare(newest()) && Resting.isAtRest(newest()));
    }

    private String begin(Release release, boolean stopWhenVerified) throws Exception {
        Plan plan = Plan.parse("100%:0s");
        String id = controller
                .engine()
                .begin(new Request(environment, release, plan, stopWhenVerified, "test"))
                .id();
        rest(id);
        return id;
    }

    private void rest(String id) throws Exception {
        controller.engine().drive(NAME, id, progress -> {}).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes the deployment under way up again. */
    void goesOn() {
        Stored active = controller.engine().active(NAME).orElseThrow();
        controller.engine().drive(NAME, active.order().id(), progress -> {});
    }

    /** Ends the keep window; what follows is not awaited. */
    void retires() {
        controller.engine().command(NAME, newest().id(), new Command.Retire("test"));
        goesOn();
    }

    /** A stranger's weights; whoever drives will see them. */
    void strangerGivesNewSide(int percent) {
        Order order = newest().order();
        site.cloud
                .faults()
                .foreignWeights(
                        site.seeded.listenerArn(),
                        Map.of(targetGroup(order.from()), 100 - percent, targetGroup(order.to()), percent));
    }

    private String targetGroup(Colour colour) {
        return environment.side(colour).targetGroup();
    }

    private Deployment newest() {
        List<Stored> history = controller.engine().history(NAME);
        assertThat(history).as("deployments so far").isNotEmpty();
        return history.get(0).deployment();
    }

    /** Until every instance is healthy of the side that is live, or is to be live again. */
    void awaitHealthy() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            EnvironmentStatus status = status();
            Colour colour = status.live().orElseGet(() -> newest().order().from());
            SideReading live = status.sides().get(colour);
            return live != null && live.healthy() == live.capacity().desired();
        });
    }

    void await(Phase phase) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(
                        newest().phase())
                .as(() -> newest().reason())
                .isEqualTo(phase));
    }

    /** Until the new side of the deployment under way has this share in live traffic. */
    void awaitShare(int percent) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> controller
                .engine()
                .active(NAME)
                .map(Stored::deployment)
                .filter(deployment -> deployment.stepLanded().isPresent())
                .filter(deployment -> deployment.currentStep().percent() == percent)
                .isPresent());
    }

    /** Share of the newest deployment's new side, as the load balancer has it. */
    int share() {
        return status().rules().get(0).split().orElseThrow().on(newest().order().to());
    }

    /** The release of the side that has all the traffic. */
    String live() {
        EnvironmentStatus status = status();
        assertThat(status.live())
                .as("the side with all traffic: %s", status.rules())
                .isPresent();
        return status.sides().get(status.live().orElseThrow()).targets().stream()
                .map(target -> target.release())
                .distinct()
                .reduce("", (one, other) -> one + other);
    }

    private EnvironmentStatus status() {
        return controller.inspection().status(environment);
    }

    /** Loses every instance of the new side at once. */
    void losesNewSide() {
        status().sides().get(newest().order().to()).targets().forEach(target -> site.cloud
                .faults()
                .killInstance(target.id()));
    }

    /** Ends the keep window of whatever is kept: one side, nothing under way, ready for the next section. */
    void tidiesUp() throws Exception {
        controller.engine().whenFree(NAME, "test", progress -> {}).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(controller.engine().active(NAME)).isEmpty();
    }

    /** Nobody drives any longer; what is under way stays as it is. */
    @Override
    public void close() {
        controller.close();
    }
}
