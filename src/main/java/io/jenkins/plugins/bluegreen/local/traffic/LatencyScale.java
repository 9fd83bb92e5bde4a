package io.jenkins.plugins.bluegreen.local.traffic;

/** Steps of a logarithmic scale of microseconds: eight to each doubling, so a step is within 7 % of all in it. */
final class LatencyScale {

    private static final int STEPS_PER_DOUBLING = 8;
    private static final int LONGEST_EXPONENT = 34;

    /** Number of steps; the last one takes all that is longer (about 5 hours). */
    static final int STEPS = (LONGEST_EXPONENT - 1) * STEPS_PER_DOUBLING;

    private LatencyScale() {}

    static int stepOf(long micros) {
        if (micros < STEPS_PER_DOUBLING) {
            return (int) Math.max(0, micros);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int within = (int) (micros >> (exponent - 3)) & (STEPS_PER_DOUBLING - 1);
        return Math.min(STEPS - 1, (exponent - 2) * STEPS_PER_DOUBLING + within);
    }

    /** The middle of a step, in microseconds. */
    static long microsOf(int step) {
        if (step < STEPS_PER_DOUBLING) {
            return step;
        }
        int exponent = step / STEPS_PER_DOUBLING + 2;
        long width = 1L << (exponent - 3);
        return (1L << exponent) + (step % STEPS_PER_DOUBLING) * width + width / 2;
    }
}
