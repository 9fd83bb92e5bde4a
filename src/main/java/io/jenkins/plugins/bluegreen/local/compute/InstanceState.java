package io.jenkins.plugins.bluegreen.local.compute;

/** EC2's instance states, as far as a process can have them. */
public enum InstanceState {
    RUNNING(16, "running"),
    SHUTTING_DOWN(32, "shutting-down"),
    TERMINATED(48, "terminated");

    private final int code;
    private final String awsName;

    InstanceState(int code, String awsName) {
        this.code = code;
        this.awsName = awsName;
    }

    public int code() {
        return code;
    }

    public String awsName() {
        return awsName;
    }
}
