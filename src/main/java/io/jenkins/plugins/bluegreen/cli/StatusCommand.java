package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bluegreen status}: what is live, on which side, since when. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows which side is live, what runs on both, and the deployment under way.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(arity = "0..1", paramLabel = "ENVIRONMENT", description = "which (default: all)")
    private String environment;

    @Override
    public Integer call() {
        Configuration configuration = shared.configuration();
        List<String> names = environment == null
                ? List.copyOf(configuration.environments().keySet())
                : List.of(configuration.environment(environment).name());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean complete = true;
        try (Installation installation = shared.open(configuration)) {
            for (String name : names) {
                EnvironmentStatus status = installation.inspection().status(configuration.environment(name));
                Optional<Stored> active = installation.engine().active(name);
                print(name, status, active.map(Stored::deployment));
                json.set(name, tree(status, active.map(Stored::deployment)));
                complete &= status.problems().isEmpty();
            }
        }
        shared.answer(environment == null ? json : json.get(environment));
        return complete ? ExitCode.DONE : ExitCode.USAGE;
    }

    private void print(String name, EnvironmentStatus status, Optional<Deployment> active) {
        shared.say(name + ": "
                + status.live()
                        .map(colour -> colour.word() + " is live with release "
                                + releases(status.sides().get(colour)))
                        .orElse("no side has all the traffic"));
        status.rules().forEach(rule -> shared.say("  " + rule.rule().arn() + "  " + rule.raw()));
        for (Colour colour : Colour.values()) {
            SideReading side = status.sides().get(colour);
            if (side != null) {
                shared.say("  " + colour.word() + ": " + side.healthy() + " of "
                        + side.capacity().desired() + " healthy, release " + releases(side)
                        + (side.isTouched() ? ", scaling is suspended" : ""));
            }
        }
        active.ifPresent(deployment -> shared.say("  deployment " + deployment.id() + " of release "
                + deployment.order().release() + " is " + deployment.phase().words() + ": " + deployment.reason()));
        status.problems().forEach(problem -> shared.say("  " + problem));
    }

    private static String releases(SideReading side) {
        if (side == null) {
            return "unknown";
        }
        String running = side.targets().stream()
                .map(Target::release)
                .filter(release -> !release.isEmpty())
                .distinct()
                .collect(Collectors.joining(" and "));
        return running.isEmpty() ? "none" : running;
    }

    private static ObjectNode tree(EnvironmentStatus status, Optional<Deployment> active) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", status.environment().name());
        json.put("live", status.live().map(Colour::word).orElse(null));
        var rules = json.putArray("rules");
        status.rules().forEach(rule -> rules.addObject()
                .put("arn", rule.rule().arn())
                .put("blue", rule.split().map(split -> split.blue()).orElse(null))
                .put("green", rule.split().map(split -> split.green()).orElse(null))
                .put("raw", rule.raw()));
        ObjectNode sides = json.putObject("sides");
        status.sides().forEach((colour, side) -> {
            ObjectNode one = sides.putObject(colour.word());
            one.put("release", releases(side)).put("desired", side.capacity().desired());
            one.put("min", side.capacity().min()).put("max", side.capacity().max());
            one.put("healthy", side.healthy()).put("scalingSuspended", side.isTouched());
            var targets = one.putArray("targets");
            side.targets().forEach(target -> targets.addObject()
                    .put("id", target.id())
                    .put("release", target.release())
                    .put("health", target.health().name())
                    .put("reason", target.reason()));
        });
        active.ifPresent(deployment -> json.putObject("deployment")
                .put("id", deployment.id())
                .put("release", deployment.order().release().id())
                .put("phase", deployment.phase().name())
                .put("reason", deployment.reason())
                .put("since", deployment.since().toString()));
        status.problems().forEach(json.putArray("problems")::add);
        return json;
    }
}
