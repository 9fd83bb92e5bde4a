package io.jenkins.plugins.bluegreen.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Collects the changes of one plan that Terraform must not make. Pure: give it every change, then ask for the verdict.
 * Creating things is never a finding, so the first plan of an environment passes.
 */
public final class PlanGuard implements Consumer<ResourceChange> {
    private final Set<String> allowed;
    private final List<Finding> refused = new ArrayList<>();
    private final List<Finding> accepted = new ArrayList<>();
    private int changes;

    /** @param allowed findings to let pass, each as {@link Finding#key()} writes it */
    public PlanGuard(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public void accept(ResourceChange change) {
        if (!change.changesSomething()) {
            return;
        }
        changes++;
        Stream.of(RunTimeRules.judge(change), LossRules.judge(change), PublicRules.judge(change))
                .flatMap(findings -> findings)
                .forEach(finding -> (allowed.contains(finding.key()) ? accepted : refused).add(finding));
    }

    public PlanVerdict verdict() {
        List<String> unused = allowed.stream()
                .filter(key ->
                        accepted.stream().noneMatch(finding -> finding.key().equals(key)))
                .sorted()
                .toList();
        return new PlanVerdict(changes, refused, accepted, unused);
    }
}
