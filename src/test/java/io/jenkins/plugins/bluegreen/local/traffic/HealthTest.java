package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

    /** Healthy after 3 passes, unhealthy after 2 failures. */
    private static final HealthCheckSpec CHECK = new HealthCheckSpec(
            "/health", OptionalInt.empty(), Duration.ofSeconds(5), Duration.ofSeconds(2), 3, 2, "200");

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        // p: a check passed; m: another status; t: no answer in time; f: no connection
        "INITIAL, '', INITIAL, Elb.RegistrationInProgress",
        "INITIAL, p, HEALTHY, ''",
        "INITIAL, m, INITIAL, Elb.InitialHealthChecking",
        "INITIAL, mp, HEALTHY, ''",
        "INITIAL, mm, UNHEALTHY, Target.ResponseCodeMismatch",
        "INITIAL, tt, UNHEALTHY, Target.Timeout",
        "INITIAL, ff, UNHEALTHY, Target.FailedHealthChecks",
        "INITIAL, pm, HEALTHY, ''",
        "INITIAL, pmpm, HEALTHY, ''",
        "INITIAL, pmt, UNHEALTHY, Target.Timeout",
        "INITIAL, mmp, UNHEALTHY, Target.ResponseCodeMismatch",
        "INITIAL, mmpp, UNHEALTHY, Target.ResponseCodeMismatch",
        "INITIAL, mmppp, HEALTHY, ''",
        "INITIAL, mmppmppp, HEALTHY, ''",
        "INITIAL, mmppmpp, UNHEALTHY, Target.ResponseCodeMismatch",
        "INITIAL, mmt, UNHEALTHY, Target.Timeout",
        "UNUSED, pppp, UNUSED, Target.NotInUse",
        "DRAINING, mmmm, DRAINING, Target.DeregistrationInProgress",
    })
    void theStateFollowsTheChecks(TargetState from, String checks, TargetState to, String reason) {
        Health health =
                switch (from) {
                    case UNUSED -> Health.UNUSED;
                    case DRAINING -> Health.DRAINING;
                    default -> Health.REGISTERING;
                };
        for (char check : checks.toCharArray()) {
            health = health.after(result(check), CHECK);
        }
        assertThat(health.state()).isEqualTo(to);
        assertThat(health.reason()).isEqualTo(reason);
        assertThat(health.description().isEmpty()).isEqualTo(reason.isEmpty());
    }

    @Test
    void aMismatchTellsTheStatus() {
        assertThat(CheckResult.mismatch(503).description()).isEqualTo("Health checks failed with these codes: [503]");
    }

    private static CheckResult result(char check) {
        return switch (check) {
            case 'p' -> CheckResult.PASSED;
            case 'm' -> CheckResult.mismatch(500);
            case 't' -> CheckResult.timedOut();
            default -> CheckResult.failed();
        };
    }
}
