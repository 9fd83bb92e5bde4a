package io.jenkins.plugins.bluegreen.model;

/**
 * What a guard says of the new side.
 *
 * @param guard name of the rule: {@code targets}, {@code probes}, {@code latency}, {@code identity}, {@code alarms}, {@code comparison}
 * @param judgement its answer
 * @param reason one sentence with the values it rests on
 */
public record Verdict(String guard, Judgement judgement, String reason) {
    /** A guard's answer. */
    public enum Judgement {
        PASS,
        FAIL,
        NOT_ENOUGH_EVIDENCE
    }

    public static Verdict pass(String guard, String reason) {
        return new Verdict(guard, Judgement.PASS, reason);
    }

    public static Verdict fail(String guard, String reason) {
        return new Verdict(guard, Judgement.FAIL, reason);
    }

    public static Verdict notEnough(String guard, String reason) {
        return new Verdict(guard, Judgement.NOT_ENOUGH_EVIDENCE, reason);
    }

    public boolean isPass() {
        return judgement == Judgement.PASS;
    }

    public boolean isFail() {
        return judgement == Judgement.FAIL;
    }
}
