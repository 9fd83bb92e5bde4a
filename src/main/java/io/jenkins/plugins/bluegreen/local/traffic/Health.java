package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * What the checks of a target have shown so far. A value: {@link #after} gives the next one.
 *
 * @param state INITIAL, HEALTHY, UNHEALTHY, UNUSED or DRAINING
 * @param reason reason code, empty when healthy
 * @param description a sentence, empty when healthy
 * @param streak checks in a row that spoke against the state
 */
record Health(TargetState state, String reason, String description, int streak) {

    private static final String NO_REASON = "";

    static final Health UNUSED = new Health(
            TargetState.UNUSED,
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
            0);

    static final Health REGISTERING =
            new Health(TargetState.INITIAL, "Elb.RegistrationInProgress", "Target registration is in progress", 0);

    static final Health DRAINING = new Health(
            TargetState.DRAINING, "Target.DeregistrationInProgress", "Target deregistration is in progress", 0);

    /** The state after one more check; a target that is not checked stays as it is. */
    Health after(CheckResult check, HealthCheckSpec settings) {
        return switch (state) {
            case INITIAL -> initialAfter(check, settings);
            case HEALTHY -> check.passed() ? steady() : against(check, settings.unhealthyThreshold());
            case UNHEALTHY -> check.passed() ? against(check, settings.healthyThreshold()) : failing(check);
            case UNUSED, DRAINING -> this;
        };
    }

    /** A new target needs a single passing check, whatever the healthy threshold says. */
    private Health initialAfter(CheckResult check, HealthCheckSpec settings) {
        if (check.passed()) {
            return new Health(TargetState.HEALTHY, NO_REASON, NO_REASON, 0);
        }
        if (streak + 1 >= settings.unhealthyThreshold()) {
            return failing(check);
        }
        return new Health(
                TargetState.INITIAL, "Elb.InitialHealthChecking", "Initial health checks in progress", streak + 1);
    }

    private Health against(CheckResult check, int threshold) {
        if (streak + 1 < threshold) {
            return new Health(state, reason, description, streak + 1);
        }
        return check.passed() ? new Health(TargetState.HEALTHY, NO_REASON, NO_REASON, 0) : failing(check);
    }

    private Health steady() {
        return streak == 0 ? this : new Health(state, reason, description, 0);
    }

    private static Health failing(CheckResult check) {
        return new Health(TargetState.UNHEALTHY, check.reason(), check.description(), 0);
    }
}
