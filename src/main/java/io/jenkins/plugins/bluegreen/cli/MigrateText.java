package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.schema.Finding;
import io.jenkins.plugins.bluegreen.schema.Impact;
import io.jenkins.plugins.bluegreen.schema.MigrationCheck;
import io.jenkins.plugins.bluegreen.schema.MigrationReport;
import io.jenkins.plugins.bluegreen.schema.RehearsalReport;
import io.jenkins.plugins.bluegreen.schema.SchemaState;
import java.io.PrintWriter;
import java.util.List;

/** Sentences for people. */
final class MigrateText implements MigrateOutput {
    private static final int STATEMENT_WIDTH = 100;

    private final PrintWriter out;

    MigrateText(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean check(MigrationCheck check) {
        check.findings().forEach(this::print);
        int refused = check.refused().size();
        out.printf(
                "%n%s: %s.%n",
                count(check.findings().size(), "statement"),
                refused == 0
                        ? "all safe or accepted"
                        : refused
                                + " not safe and not accepted; rewrite them, or accept one by a line above it: -- bluegreen:accept <rule> <reason>");
        return check.passes();
    }

    private void print(Finding finding) {
        out.printf(
                "%-11s %s:%d  %s%n", finding.impact(), finding.file(), finding.line(), shortened(finding.statement()));
        if (!finding.lockedBefore().isEmpty()) {
            out.printf(
                    "            Mind: the file has locked %s before, and whoever uses both in the other order deadlocks with it."
                            + " A phase wants a file for each, or a mark: -- bluegreen:accept %s <reason>%n",
                    String.join(", ", finding.lockedBefore()), Finding.SECOND_LOCK);
        }
        if (finding.impact() == Impact.SAFE) {
            return;
        }
        out.printf("            %s: %s.%n", finding.rule(), finding.reason());
        if (finding.accepted().isEmpty()) {
            out.printf("            Instead: %s.%n", finding.instead());
        } else {
            out.printf("            Accepted: %s%n", finding.accepted());
        }
    }

    @Override
    public boolean status(SchemaState state) {
        out.printf("Schema version %d.%n", state.version());
        pending("expand", state.pendingExpand());
        pending("contract", state.pendingContract());
        if (!state.failed().isEmpty()) {
            out.printf("Failed half way: %s. Run its phase again: it tells what is left.%n", state.failed());
        }
        return state.failed().isEmpty();
    }

    private void pending(String phase, List<String> files) {
        out.printf("Pending in %s: %s.%n", phase, files.isEmpty() ? "nothing" : String.join(", ", files));
    }

    @Override
    public boolean report(MigrationReport report) {
        report.applied()
                .forEach(applied -> out.printf(
                        "%s applied in %d ms%n", applied.file(), applied.took().toMillis()));
        out.printf(
                report.applied().isEmpty()
                        ? "Nothing to %s: the schema is at version %d.%n"
                        : "%s done: the schema is at version %d.%n",
                report.phase().folder(),
                report.to());
        return true;
    }

    @Override
    public boolean rehearsal(RehearsalReport report) {
        for (RehearsalReport.RehearsedFile file : report.files()) {
            out.printf(
                    "%s applied in %d ms on the copy%n",
                    file.file(), file.took().toMillis());
            file.locks()
                    .forEach(lock -> out.printf(
                            "    %s on %s for at most %d ms%n",
                            lock.mode(), lock.table(), lock.held().toMillis()));
        }
        if (!report.withRows()) {
            out.println(
                    "Others are connected, so the copy is built from the applied files, without rows: real lock times are longer.");
        }
        report.problems().forEach(problem -> out.printf("PROBLEM %s%n", problem));
        out.printf(
                "Rehearsal %s, version %d to %d. The copy is removed.%n",
                report.passed() ? "passed" : "failed", report.from(), report.to());
        return report.passed();
    }

    @Override
    public void refused(String message, PrintWriter err) {
        err.println("Refused: " + message);
    }

    private static String shortened(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= STATEMENT_WIDTH ? line : line.substring(0, STATEMENT_WIDTH - 3) + "...";
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
