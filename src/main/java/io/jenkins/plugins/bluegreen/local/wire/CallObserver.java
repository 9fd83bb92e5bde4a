package io.jenkins.plugins.bluegreen.local.wire;

/** Sees each call before and after its effect; where faults are injected and calls counted. */
public interface CallObserver {
    /** @throws AwsError to refuse the call without an effect */
    void beforeEffect(String service, String action);

    /** @throws AwsError to answer an error although the call took effect */
    void afterEffect(String service, String action);
}
