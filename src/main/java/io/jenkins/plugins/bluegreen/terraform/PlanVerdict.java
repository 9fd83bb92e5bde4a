package io.jenkins.plugins.bluegreen.terraform;

import java.util.List;

/**
 * What the guard says of a plan.
 *
 * @param changes resources that the plan would create, update or delete
 * @param refused findings that stop it
 * @param allowed findings that somebody allowed
 * @param unused allowances that matched nothing: a typing error, or done with
 */
public record PlanVerdict(int changes, List<Finding> refused, List<Finding> allowed, List<String> unused) {
    public PlanVerdict {
        refused = List.copyOf(refused);
        allowed = List.copyOf(allowed);
        unused = List.copyOf(unused);
    }

    public boolean passes() {
        return refused.isEmpty();
    }

    /** The verdict in one sentence. */
    public String sentence() {
        if (passes()) {
            return "The plan may be applied: " + count(changes, "change")
                    + ", none to what the deployer owns or cannot be taken back"
                    + (allowed.isEmpty() ? "." : ", " + allowed.size() + " allowed by flag.");
        }
        long theirs = refused.stream().map(Finding::address).distinct().count();
        return "The plan must not be applied: " + theirs + " of its " + count(changes, "change")
                + (theirs == 1 ? " is" : " are") + " not Terraform's to make.";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
