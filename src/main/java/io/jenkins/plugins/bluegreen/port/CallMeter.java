package io.jenkins.plugins.bluegreen.port;

/** Counts what a world was asked. */
public interface CallMeter {
    /** Calls sent to the provider's API since this world was made, retries included. */
    long calls();
}
