package io.jenkins.plugins.bluegreen.engine;

/** The two tests and one percentile that the gate and the guards rest on. Pure. */
final class Statistics {
    /** Two-sided: a right share falls outside the band once in ten thousand looks. */
    private static final double BAND = 1e-4;

    /** One-sided normal quantile for a chance of 1 in 1000. */
    private static final double Z_999 = 3.0902;

    private Statistics() {}

    /** Whether so many of so many is what a share gives, by the exact binomial distribution. */
    static boolean inBinomialBand(long hits, long trials, double share) {
        if (share <= 0) {
            return hits == 0;
        }
        if (share >= 1) {
            return hits == trials;
        }
        return atMost(hits, trials, share) > BAND / 2 && atMost(trials - hits, trials, 1 - share) > BAND / 2;
    }

    private static double atMost(long hits, long trials, double share) {
        double log = trials * Math.log1p(-share);
        double sum = Math.exp(log);
        for (long k = 1; k <= hits; k++) {
            log += Math.log((trials - k + 1.0) / k) + Math.log(share) - Math.log1p(-share);
            sum += Math.exp(log);
        }
        return sum;
    }

    /** Whether the first rate is higher than the second beyond chance (two-proportion z-test, 1 in 1000). */
    static boolean isHigher(long bad, long of, long otherBad, long otherOf) {
        double pooled = (double) (bad + otherBad) / (of + otherOf);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / of + 1.0 / otherOf));
        return error > 0 && ((double) bad / of - (double) otherBad / otherOf) / error > Z_999;
    }

    /** The value that 95 of 100 do not exceed (nearest rank). The array is sorted in place. */
    static long p95(long[] values) {
        java.util.Arrays.sort(values);
        return values[(int) Math.ceil(values.length * 0.95) - 1];
    }
}
