package io.jenkins.plugins.bluegreen.sleep;

/** What somebody wants of an environment. */
public enum Wish {
    ASLEEP("stop"),
    AWAKE("start");

    private final String verb;

    Wish(String verb) {
        this.verb = verb;
    }

    /** The command that asks for it. */
    public String verb() {
        return verb;
    }
}
