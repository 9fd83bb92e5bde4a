package io.jenkins.plugins.bluegreen.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Limits and faults in virtual time. */
class CallFaultsTest {
    private static final String ELB = "elasticloadbalancing";

    private final VirtualClock clock = new VirtualClock();
    private final CallFaults faults = new CallFaults(clock);

    private static final class VirtualClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private int admitted(String action, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            try {
                faults.beforeEffect(ELB, action);
                admitted++;
            } catch (AwsError throttled) {
                assertThat(throttled.code()).isEqualTo("ThrottlingException");
                assertThat(throttled.getMessage()).isEqualTo("Rate exceeded");
                assertThat(throttled.status()).isEqualTo(400);
            }
        }
        return admitted;
    }

    private void seconds(int seconds) {
        clock.now = clock.now.plusSeconds(seconds);
    }

    @Test
    void withoutThrottlingEveryCallIsAdmitted() {
        assertThat(admitted("ModifyRule", 500)).isEqualTo(500);
    }

    @Test
    void describesHaveABurstOf40And10EachSecond() {
        faults.throttling(true);

        assertThat(admitted("DescribeRules", 100)).isEqualTo(40);
        seconds(2);
        assertThat(admitted("DescribeTargetHealth", 100)).isEqualTo(20);
    }

    @Test
    void changesHaveABurstOf20And3EachSecond() {
        faults.throttling(true);

        assertThat(admitted("ModifyRule", 100)).isEqualTo(20);
        seconds(2);
        assertThat(admitted("ModifyListener", 100)).isEqualTo(6);
    }

    @Test
    void targetsHave4EachSecondAndLoadBalancersOneIn5Seconds() {
        faults.throttling(true);

        assertThat(admitted("RegisterTargets", 30)).isEqualTo(20);
        assertThat(admitted("CreateLoadBalancer", 30)).isEqualTo(10);
        seconds(5);
        assertThat(admitted("DeregisterTargets", 30)).isEqualTo(20);
        assertThat(admitted("CreateLoadBalancer", 30)).isEqualTo(1);
    }

    @Test
    void allCallsTogetherShareTheAccountsBucket() {
        faults.throttling(true);

        assertThat(admitted("ModifyRule", 20)).isEqualTo(20);
        assertThat(admitted("DescribeRules", 100)).isEqualTo(20);
        assertThat(faults.counts().get(ELB + ":DescribeRules")).isEqualTo(new CallFaults.Count(100, 80, 0));
    }

    @Test
    void aRefusedCallCostsNoToken() {
        faults.throttling(true);
        admitted("DescribeRules", 1000);
        seconds(1);

        assertThat(admitted("DescribeRules", 10)).isEqualTo(10);
    }

    @Test
    void theChosenCallAloneFailsBeforeItsEffect() {
        faults.add(CallFault.error(ELB, "ModifyRule", 2, CallFault.Moment.BEFORE));

        faults.beforeEffect(ELB, "ModifyRule");
        faults.beforeEffect(ELB, "DescribeRules");
        assertThatThrownBy(() -> faults.beforeEffect(ELB, "ModifyRule"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("before its effect");
        faults.beforeEffect(ELB, "ModifyRule");
        assertThat(faults.counts().get(ELB + ":ModifyRule")).isEqualTo(new CallFaults.Count(3, 0, 1));
    }

    @Test
    void aTimeoutAfterTheEffectLetsTheCallThroughFirst() {
        faults.add(CallFault.timeout(ELB, "ModifyRule", 1, CallFault.Moment.AFTER, Duration.ofSeconds(1)));

        faults.beforeEffect(ELB, "ModifyRule");
        assertThatThrownBy(() -> faults.afterEffect(ELB, "ModifyRule")).isInstanceOf(Unanswered.class);
        faults.afterEffect(ELB, "ModifyRule");
    }
}
