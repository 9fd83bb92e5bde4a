package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Deployment;

/** What the exit codes mean. */
final class ExitCode {
    static final int DONE = 0;
    static final int ROLLED_BACK = 1;
    static final int USAGE = 2;
    static final int HALTED = 3;

    private ExitCode() {}

    static int of(Deployment deployment) {
        return switch (Receipts.outcome(deployment)) {
            case "SUCCEEDED", "RUNNING" -> DONE;
            case "ROLLED_BACK" -> ROLLED_BACK;
            default -> HALTED;
        };
    }
}
