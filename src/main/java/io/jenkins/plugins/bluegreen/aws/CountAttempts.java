package io.jenkins.plugins.bluegreen.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells a call of each HTTP request sent for it: the SDK retries by itself, and every attempt counts against the API budget. */
final class CountAttempts implements ExecutionInterceptor {
    /** What a request carries along so that its attempts are told to whoever sent it. */
    static final ExecutionAttribute<Runnable> ON_ATTEMPT = new ExecutionAttribute<>("BlueGreenOnAttempt");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Runnable onAttempt = attributes.getAttribute(ON_ATTEMPT);
        if (onAttempt != null) {
            onAttempt.run();
        }
    }
}
