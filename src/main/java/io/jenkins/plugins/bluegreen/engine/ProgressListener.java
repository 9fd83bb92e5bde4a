package io.jenkins.plugins.bluegreen.engine;

/** Is told after each tick, on the driver's thread: be quick. */
@FunctionalInterface
public interface ProgressListener {
    void progressed(Progress progress);

    /** The driver has stopped without a terminal phase: somebody else drives, or it was told to. */
    default void stopped(String reason) {}
}
