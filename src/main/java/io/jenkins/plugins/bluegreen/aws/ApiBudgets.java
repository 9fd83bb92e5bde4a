package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Request;

/** The budgets of one account and region. Services whose limits are far above what deployments need have none. */
final class ApiBudgets {
    private final ApiBudget elb;
    private final ApiBudget autoScaling;

    ApiBudgets(Clock clock, Scheduler scheduler) {
        elb = ApiBudget.elasticLoadBalancing(clock, scheduler);
        autoScaling = ApiBudget.autoScaling(clock, scheduler);
    }

    void acquire(AwsRequest request, boolean change, Urgency urgency) {
        of(request).ifPresent(budget -> budget.acquire(change, urgency));
    }

    void alsoSent(AwsRequest request, boolean change) {
        of(request).ifPresent(budget -> budget.alsoSent(change));
    }

    private Optional<ApiBudget> of(AwsRequest request) {
        if (request instanceof ElasticLoadBalancingV2Request) {
            return Optional.of(elb);
        }
        return request instanceof AutoScalingRequest ? Optional.of(autoScaling) : Optional.empty();
    }
}
