package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * The outcome of one health check.
 *
 * @param passed whether the answer came in time with a matching status
 * @param reason the reason code of a failure, else empty
 * @param description a sentence on the failure, else empty
 */
record CheckResult(boolean passed, String reason, String description) {

    static final CheckResult PASSED = new CheckResult(true, "", "");

    static CheckResult mismatch(int status) {
        return new CheckResult(
                false, "Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + status + "]");
    }

    static CheckResult timedOut() {
        return new CheckResult(false, "Target.Timeout", "Request timed out");
    }

    static CheckResult failed() {
        return new CheckResult(false, "Target.FailedHealthChecks", "Health checks failed");
    }
}
