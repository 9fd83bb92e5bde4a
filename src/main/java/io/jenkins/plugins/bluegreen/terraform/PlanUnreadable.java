package io.jenkins.plugins.bluegreen.terraform;

/** What was given is not a plan in JSON; the message says why and how to make one. */
public final class PlanUnreadable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PlanUnreadable(String why, Throwable cause) {
        super(
                "this is not a Terraform plan in JSON: " + why + "; make one with 'terraform show -json plan.bin'",
                cause);
    }
}
