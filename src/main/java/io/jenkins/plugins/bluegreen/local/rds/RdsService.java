package io.jenkins.plugins.bluegreen.local.rds;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * RDS instances as far as stopping and starting them goes: their states take their time, no engine runs behind them. With an upstream,
 * databases belong to it.
 */
public final class RdsService {
    private final Clock clock;
    private final Duration transition;
    private final String arnPrefix;
    private final Object lock = new Object();
    private final Map<String, Database> databases = new LinkedHashMap<>();
    private final AwsApi api =
            new AwsApi("rds", Protocol.QUERY, "2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/");

    private static final class Database {
        private final String id;
        private final String arn;
        private final Params createdWith;
        private final Instant createdAt;
        private final Map<String, String> tags = new TreeMap<>();
        private String passing;
        private String reached = "available";
        private Instant reachedAt;

        private Database(String id, String arn, Params createdWith, Instant now, Duration transition) {
            this.id = id;
            this.arn = arn;
            this.createdWith = createdWith;
            this.createdAt = now;
            this.passing = "creating";
            this.reachedAt = now.plus(transition);
        }

        private String status(Instant now) {
            return now.isBefore(reachedAt) ? passing : reached;
        }

        private void move(String through, String to, Instant at) {
            passing = through;
            reached = to;
            reachedAt = at;
        }
    }

    /**
     * @param transition how long {@code creating}, {@code stopping}, {@code starting} and {@code deleting} take
     * @param arnPrefix {@code arn:aws:rds:<region>:<account>}
     */
    public RdsService(Clock clock, Duration transition, String arnPrefix) {
        this.clock = clock;
        this.transition = transition;
        this.arnPrefix = arnPrefix;
        api.on("CreateDBInstance", this::create)
                .on("DescribeDBInstances", this::describe)
                .on("StopDBInstance", params -> move(params, "available", "stopping", "stopped"))
                .on("StartDBInstance", params -> move(params, "stopped", "starting", "available"))
                .on("DeleteDBInstance", params -> move(params, "available", "deleting", "deleted"))
                .on("AddTagsToResource", this::tag)
                .on("RemoveTagsFromResource", this::untag)
                .on("ListTagsForResource", this::tags)
                .oursWhen(call -> false);
    }

    public AwsApi api() {
        return api;
    }

    private Database database(String id) {
        Database database = databases.get(id.toLowerCase(Locale.ROOT));
        if (database == null || database.status(clock.instant()).equals("deleted")) {
            throw new AwsError(404, "DBInstanceNotFound", "DBInstance " + id + " not found.");
        }
        return database;
    }

    private Shape create(Params params) {
        String id = params.required("DBInstanceIdentifier").toLowerCase(Locale.ROOT);
        synchronized (lock) {
            Database old = databases.get(id);
            if (old != null && !old.status(clock.instant()).equals("deleted")) {
                throw AwsError.of("DBInstanceAlreadyExists", "DB instance already exists");
            }
            Database database = new Database(id, arnPrefix + ":db:" + id, params, clock.instant(), transition);
            database.tags.putAll(params.pairs("Tags"));
            databases.put(id, database);
            return Shape.shape().with("DBInstance", shape(database));
        }
    }

    private Shape describe(Params params) {
        synchronized (lock) {
            Optional<String> asked = params.text("DBInstanceIdentifier");
            List<Database> matching = asked.map(id -> List.of(database(id))).orElseGet(() -> databases.values().stream()
                    .filter(database -> !database.status(clock.instant()).equals("deleted"))
                    .toList());
            Page<Database> page = Page.of(
                    matching,
                    params.text("Marker"),
                    params.integer("MaxRecords", 20, 100).orElse(100),
                    "InvalidParameterValue");
            return Shape.shape()
                    .with("Marker", page.nextMarker())
                    .list(
                            "DBInstances",
                            "DBInstance",
                            page.items().stream().map(this::shape).toList());
        }
    }

    private Shape move(Params params, String from, String through, String to) {
        synchronized (lock) {
            Database database = database(params.required("DBInstanceIdentifier"));
            String status = database.status(clock.instant());
            boolean deletable = to.equals("deleted") && status.equals("stopped");
            if (!status.equals(from) && !deletable) {
                throw AwsError.of(
                        "InvalidDBInstanceState", "Instance " + database.id + " is not in " + from + " state.");
            }
            database.move(through, to, clock.instant().plus(transition));
            return Shape.shape().with("DBInstance", shape(database));
        }
    }

    private Shape shape(Database database) {
        Params params = database.createdWith;
        return Shape.shape()
                .with("DBInstanceIdentifier", database.id)
                .with("DBInstanceArn", database.arn)
                .with("DBInstanceStatus", database.status(clock.instant()))
                .with("DBInstanceClass", params.text("DBInstanceClass", "db.t4g.micro"))
                .with("Engine", params.text("Engine", "postgres"))
                .with("EngineVersion", params.text("EngineVersion", "16.10"))
                .with("MasterUsername", params.text("MasterUsername", "postgres"))
                .with("AllocatedStorage", params.integer("AllocatedStorage").orElse(20))
                .with("InstanceCreateTime", database.createdAt)
                .with("MultiAZ", params.flag("MultiAZ", false))
                .with("StorageEncrypted", params.flag("StorageEncrypted", false))
                .with("DeletionProtection", params.flag("DeletionProtection", false))
                .with("PubliclyAccessible", false)
                .list("TagList", "Tag", tagShapes(database));
    }

    private static List<Shape> tagShapes(Database database) {
        return database.tags.entrySet().stream()
                .map(tag -> Shape.shape().with("Key", tag.getKey()).with("Value", tag.getValue()))
                .toList();
    }

    private Database byArn(Params params) {
        String arn = params.required("ResourceName");
        return database(arn.substring(arn.lastIndexOf(':') + 1));
    }

    private Shape tag(Params params) {
        synchronized (lock) {
            byArn(params).tags.putAll(params.pairs("Tags"));
            return Shape.shape();
        }
    }

    private Shape untag(Params params) {
        synchronized (lock) {
            byArn(params).tags.keySet().removeAll(params.texts("TagKeys"));
            return Shape.shape();
        }
    }

    private Shape tags(Params params) {
        synchronized (lock) {
            return Shape.shape().list("TagList", "Tag", tagShapes(byArn(params)));
        }
    }
}
