package io.jenkins.plugins.bluegreen.cost;

/**
 * The size of an environment, as far as it costs money.
 *
 * @param live the live side
 * @param database the database that both sides share
 * @param network what stands around them
 * @param use how it is used
 */
public record Shape(Instances live, Database database, Network network, Use use) {
    /**
     * The instances of a side.
     *
     * @param type their type
     * @param number how many, 1 or more
     * @param volumeGib root volume of each in GiB
     */
    public record Instances(String type, int number, int volumeGib) {
        public Instances {
            atLeast("instances", number, 1);
            atLeast("volume", volumeGib, 1);
        }
    }

    /**
     * A database.
     *
     * @param type its class
     * @param standby whether it has one in another zone
     * @param gib storage in GiB
     */
    public record Database(String type, boolean standby, int gib) {
        public Database {
            atLeast("database storage", gib, 1);
        }
    }

    /**
     * The load balancer and the endpoints.
     *
     * @param endpoints interface endpoints, counted once per zone
     * @param zones zones of the load balancer, each with a public address
     * @param capacityUnits load balancer capacity units used on average
     */
    public record Network(int endpoints, int zones, double capacityUnits) {
        public Network {
            atLeast("endpoints", endpoints, 0);
            atLeast("zones", zones, 2);
            atLeast("capacity units", capacityUnits, 0);
        }
    }

    /**
     * How an environment is used.
     *
     * @param deployments deployments a month
     * @param secondSideHours hours that both sides run in one deployment, with its keep window
     * @param awakeHours hours a week that it is awake when it sleeps, 0 to 168
     */
    public record Use(int deployments, double secondSideHours, double awakeHours) {
        private static final double HOURS_A_WEEK = 168;

        public Use {
            atLeast("deployments", deployments, 0);
            atLeast("hours of the second side", secondSideHours, 0);
            atLeast("hours awake", awakeHours, 0);
            if (awakeHours > HOURS_A_WEEK) {
                throw new IllegalArgumentException("hours awake are " + awakeHours + ": a week has 168");
            }
        }

        double awakeShare() {
            return awakeHours / HOURS_A_WEEK;
        }
    }

    /** Staging as infra/environments/staging builds it: little traffic, a deployment each working day, awake 8 to 20. */
    public static final Shape STAGING = new Shape(
            new Instances("t3.micro", 1, 8),
            new Database("db.t4g.micro", false, 20),
            new Network(1, 2, 0.1),
            new Use(22, 0.5, 60));

    private static void atLeast(String what, double value, double least) {
        // Written so that NaN is refused too.
        if (!(value >= least)) {
            throw new IllegalArgumentException(what + " is " + value + ": it must be " + least + " or more");
        }
    }

    /** The same, with instances of this type and number. */
    public Shape withInstances(String type, int number) {
        return new Shape(new Instances(type, number, live.volumeGib()), database, network, use);
    }

    /** The same, with root volumes of this size in GiB. */
    public Shape withVolume(int gib) {
        return new Shape(new Instances(live.type(), live.number(), gib), database, network, use);
    }

    /** The same, with this database. */
    public Shape withDatabase(String type, boolean standby, int gib) {
        return new Shape(live, new Database(type, standby, gib), network, use);
    }

    /** The same, with a load balancer in this many zones. */
    public Shape withZones(int zones) {
        return new Shape(live, database, new Network(network.endpoints(), zones, network.capacityUnits()), use);
    }

    /** The same, with this many interface endpoints, counted once per zone. */
    public Shape withEndpoints(int endpoints) {
        return new Shape(live, database, new Network(endpoints, network.zones(), network.capacityUnits()), use);
    }

    /** The same, with this many deployments a month and hours awake a week. */
    public Shape withUse(int deploymentsAMonth, double hoursAwake) {
        return new Shape(live, database, network, new Use(deploymentsAMonth, use.secondSideHours(), hoursAwake));
    }
}
