package io.jenkins.plugins.bluegreen.schema;

import java.util.List;

/** The findings of a check, one for each statement in the order read. */
public record MigrationCheck(List<Finding> findings) {
    public MigrationCheck {
        findings = List.copyOf(findings);
    }

    /** Whether every statement is safe or accepted. */
    public boolean passes() {
        return findings.stream().allMatch(Finding::passes);
    }

    /** The statements that stop it. */
    public List<Finding> refused() {
        return findings.stream().filter(finding -> !finding.passes()).toList();
    }
}
