package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.engine.HealthReport;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code verifyHealth}. */
final class VerifyHealthExecution extends LookExecution {
    private static final long serialVersionUID = 1L;

    private final Colour side;
    private final String release;
    private final boolean failBuild;

    VerifyHealthExecution(
            StepContext context, EnvironmentChoice choice, String side, String release, boolean failBuild) {
        super(context, choice);
        this.side = side == null ? null : Colour.parse(side);
        this.release = release == null ? "" : release;
        this.failBuild = failBuild;
    }

    @Override
    Map<String, Object> look(ControllerEngine controller, Caller caller, Environment environment)
            throws AbortException {
        HealthReport report = caller.inspection().verify(environment, Optional.ofNullable(side), release);
        if (failBuild && !report.isHealthy()) {
            throw new AbortException((side == null ? "environment " : side.word() + " of environment ")
                    + environment.name() + " is not healthy: "
                    + report.verdicts().stream()
                            .filter(verdict -> !verdict.isPass())
                            .map(Verdict::reason)
                            .collect(Collectors.joining("; ")));
        }
        return ResultMap.of(environment, report);
    }
}
