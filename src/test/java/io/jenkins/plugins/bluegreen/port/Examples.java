package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.Tally;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Deployments to save in contract tests. */
final class Examples {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Examples() {}

    static Environment environment(String name) {
        String elb = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
        return new Environment(
                name,
                "eu-central-1",
                URI.create("http://app.example.com"),
                List.of(),
                List.of(RuleRef.defaultOf(elb + "listener/app/web/1/2")),
                new Side(Colour.BLUE, elb + "targetgroup/blue/3", "web-blue"),
                new Side(Colour.GREEN, elb + "targetgroup/green/4", "web-green"),
                List.of(),
                "",
                null);
    }

    static Stored deployment(String environment, String id, Instant at) {
        return Stored.first(new Order(
                id,
                environment(environment),
                Release.of("2.0.0"),
                Release.of("1.0.0"),
                Colour.BLUE,
                Plan.DEFAULT,
                false,
                "ann",
                at));
    }

    static Event entered(Phase phase) {
        return new Event.PhaseEntered(NOON, phase, "because", Tally.NONE);
    }
}
