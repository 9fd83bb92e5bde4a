package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;

/** A database as an RDS instance. Statuses: RDS User Guide, "Viewing Amazon RDS DB instance status". */
final class RdsDatabase implements Database {
    private static final Set<String> BROKEN = Set.of(
            "deleting",
            "failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "insufficient-capacity",
            "restore-error",
            "storage-full");

    private final Calls calls;

    RdsDatabase(Calls calls) {
        this.calls = calls;
    }

    private RdsClient rds() {
        return calls.clients().rds();
    }

    @Override
    public Reading read(String id) {
        DescribeDbInstancesRequest request =
                DescribeDbInstancesRequest.builder().dbInstanceIdentifier(id).build();
        String status = calls.send(thing(id), request, rds()::describeDBInstances).dbInstances().stream()
                .findFirst()
                .orElseThrow(() -> new WorldException(
                        WorldException.Kind.NOT_FOUND,
                        thing(id) + " does not exist in region "
                                + calls.clients().region()
                                + " of this account: check its identifier and the region"))
                .dbInstanceStatus();
        return new Reading(id, state(status), status);
    }

    static State state(String status) {
        return switch (status) {
            case "available" -> State.AVAILABLE;
            case "stopping" -> State.STOPPING;
            case "stopped" -> State.STOPPED;
            case "starting" -> State.STARTING;
            default -> BROKEN.contains(status) || status.startsWith("incompatible-") ? State.BROKEN : State.CHANGING;
        };
    }

    @Override
    public void stop(String id) {
        ask(id, StopDbInstanceRequest.builder().dbInstanceIdentifier(id).build(), rds()::stopDBInstance);
    }

    @Override
    public void start(String id) {
        ask(id, StartDbInstanceRequest.builder().dbInstanceIdentifier(id).build(), rds()::startDBInstance);
    }

    /** Its state may have changed since it was read: what it is now, the next reading tells. */
    private <Q extends AwsRequest, A> void ask(String id, Q request, Function<Q, A> send) {
        try {
            calls.send(thing(id), request, send);
        } catch (WorldException e) {
            if (!(e.getCause() instanceof InvalidDbInstanceStateException)) {
                throw e;
            }
        }
    }

    private static String thing(String id) {
        return "database " + id;
    }
}
