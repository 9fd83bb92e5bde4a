package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.SchemaContract;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** The schema contract, asked with the version that was seen. Pure. */
final class SchemaFit {
    private SchemaFit() {}

    /** Whether traffic may be on its way from the previous release to the new one: both must run, or the way back is shut. */
    static Verdict forward(Deployment deployment, Observation seen) {
        Order order = deployment.order();
        return judge(seen, version -> SchemaContract.mayShift(order.release(), order.previous(), version));
    }

    /** Whether traffic may return to the previous release. */
    static Verdict back(Deployment deployment, Observation seen) {
        return judge(
                seen, version -> SchemaContract.mayRollBack(deployment.order().previous(), version));
    }

    private static Verdict judge(Observation seen, IntFunction<Verdict> contract) {
        if (seen.schema().isEmpty()) {
            return Verdict.notEnough(SchemaContract.GUARD, "the schema version could not be read");
        }
        OptionalInt version = seen.schema().get();
        return version.isPresent()
                ? contract.apply(version.getAsInt())
                : Verdict.pass(SchemaContract.GUARD, "the environment declares no database");
    }
}
