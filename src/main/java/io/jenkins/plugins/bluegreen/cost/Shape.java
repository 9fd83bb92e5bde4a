package io.jenkins.plugins.bluegreen.cost;

/**
 * The size of an environment, as far as it costs money.
 *
 * @param instanceType type of the instances
 * @param instances instances of the live side, 1 or more
 * @param volumeGib root volume of an instance in GiB
 * @param databaseClass class of the database
 * @param multiAz whether the database has a standby
 * @param databaseGib storage of the database in GiB
 * @param endpoints interface endpoints, counted once per zone
 * @param zones zones of the load balancer, each with a public address
 * @param capacityUnits load balancer capacity units used on average
 * @param deployments deployments a month
 * @param secondSideHours hours that both sides run in one deployment, with its keep window
 * @param awakeHours hours a week that the environment is awake when it sleeps, 0 to 168
 */
public record Shape(
        String instanceType,
        int instances,
        int volumeGib,
        String databaseClass,
        boolean multiAz,
        int databaseGib,
        int endpoints,
        int zones,
        double capacityUnits,
        int deployments,
        double secondSideHours,
        double awakeHours) {
    private static final double HOURS_A_WEEK = 168;

    /** Staging as infra/environments/staging builds it: little traffic, a deployment each working day, awake 8 to 20. */
    public static final Shape STAGING = new Shape("t3.micro", 1, 8, "db.t4g.micro", false, 20, 1, 2, 0.1, 22, 0.5, 60);

    public Shape {
        atLeast("instances", instances, 1);
        atLeast("volume", volumeGib, 1);
        atLeast("database storage", databaseGib, 1);
        atLeast("endpoints", endpoints, 0);
        atLeast("zones", zones, 2);
        atLeast("capacity units", capacityUnits, 0);
        atLeast("deployments", deployments, 0);
        atLeast("hours of the second side", secondSideHours, 0);
        atLeast("hours awake", awakeHours, 0);
        if (awakeHours > HOURS_A_WEEK) {
            throw new IllegalArgumentException("hours awake are " + awakeHours + ": a week has 168");
        }
    }

    private static void atLeast(String what, double value, double least) {
        // Written so that NaN is refused too.
        if (!(value >= least)) {
            throw new IllegalArgumentException(what + " is " + value + ": it must be " + least + " or more");
        }
    }

    double awakeShare() {
        return awakeHours / HOURS_A_WEEK;
    }

    /** The same, with instances of this type and number. */
    public Shape withInstances(String type, int number) {
        return new Shape(
                type,
                number,
                volumeGib,
                databaseClass,
                multiAz,
                databaseGib,
                endpoints,
                zones,
                capacityUnits,
                deployments,
                secondSideHours,
                awakeHours);
    }

    /** The same, with this database. */
    public Shape withDatabase(String type, boolean standby, int gib) {
        return new Shape(
                instanceType,
                instances,
                volumeGib,
                type,
                standby,
                gib,
                endpoints,
                zones,
                capacityUnits,
                deployments,
                secondSideHours,
                awakeHours);
    }

    /** The same, with this many deployments a month and hours awake a week. */
    public Shape withUse(int deploymentsAMonth, double hoursAwake) {
        return new Shape(
                instanceType,
                instances,
                volumeGib,
                databaseClass,
                multiAz,
                databaseGib,
                endpoints,
                zones,
                capacityUnits,
                deploymentsAMonth,
                secondSideHours,
                hoursAwake);
    }
}
