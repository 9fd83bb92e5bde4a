package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import java.util.stream.Stream;

/** All parts of an environment are in its region: asked there for an ARN of another region, AWS knows of no such thing. */
public final class OneRegion {
    private OneRegion() {}

    /** @throws IllegalArgumentException naming the region, the first ARN that is in another one, and that one */
    public static void require(Environment environment) {
        Stream.of(
                        environment.rules().stream().map(RuleRef::listener),
                        environment.rules().stream().map(RuleRef::arn),
                        Stream.of(
                                environment.blue().targetGroup(),
                                environment.green().targetGroup()))
                .flatMap(arns -> arns)
                .map(Arn::of)
                .filter(arn -> !arn.region().isEmpty() && !arn.region().equals(environment.region()))
                .findFirst()
                .ifPresent(arn -> {
                    throw new IllegalArgumentException("region is " + environment.region() + ", but " + arn.text()
                            + " is in " + arn.region()
                            + ": an environment is in one region, so correct whichever of the two is wrong");
                });
    }
}
