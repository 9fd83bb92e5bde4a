package io.jenkins.plugins.bluegreen.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which files are due in a phase, and whether they may run: pure. */
final class MigrationPlan {
    private MigrationPlan() {}

    /**
     * The expand files due from a version. While a release is live they end before the next contract file, and a contract file that is due
     * first stops them: the old release's leftovers go before the next release's additions.
     */
    static List<MigrationFile> expand(MigrationFolder folder, int from, boolean releaseIsLive) {
        List<MigrationFile> pending = folder.after(from);
        int last = pending.stream()
                .filter(file -> file.phase() == MigrationPhase.EXPAND)
                .mapToInt(MigrationFile::version)
                .max()
                .orElse(from);
        if (!releaseIsLive && from == 0) {
            return pending.stream().filter(file -> file.version() <= last).toList();
        }
        if (last > from && pending.get(0).phase() == MigrationPhase.CONTRACT) {
            throw new MigrationRefused(
                    pending.get(0).name()
                            + " of an earlier release is still due: run contract first (migrate --phase contract), when the keep window is over; nothing was changed");
        }
        return pending.stream()
                .takeWhile(file -> file.phase() == MigrationPhase.EXPAND)
                .toList();
    }

    /** The contract files due from a version, up to the next expand file. */
    static List<MigrationFile> contract(MigrationFolder folder, int from) {
        return folder.after(from).stream()
                .takeWhile(file -> file.phase() == MigrationPhase.CONTRACT)
                .toList();
    }

    static int target(List<MigrationFile> due, int from) {
        return due.isEmpty() ? from : due.get(due.size() - 1).version();
    }

    /** Refuses, before anything runs, every statement that the phase does not allow. */
    static void requireHarmless(List<MigrationFile> applied, List<MigrationFile> due) {
        Classifier classifier = new Classifier();
        applied.forEach(file -> classifier.classify(file.name(), file.sql()));
        for (MigrationFile file : due) {
            String sql = file.sql();
            requireAlone(file, sql);
            List<Finding> findings = classifier.classify(file.name(), sql, expected(file.phase()));
            requireNoTransactionControl(findings);
            List<Finding> refused = findings.stream()
                    .filter(finding -> isRefused(file.phase(), finding))
                    .toList();
            if (!refused.isEmpty()) {
                throw new MigrationRefused(refused.stream()
                        .map(MigrationPlan::sentence)
                        .collect(Collectors.joining("\n", "", "\nNothing was changed.")));
            }
            requireOneLock(findings);
        }
    }

    /**
     * Destructive statements belong into contract, where the ranges of the releases guard them; in expand no mark makes them harmless for the
     * release that is running. Everything else that is not safe needs a mark in either phase, because the live release feels it.
     */
    private static boolean isRefused(MigrationPhase phase, Finding finding) {
        return finding.impact() == Impact.DESTRUCTIVE ? phase == MigrationPhase.EXPAND : !finding.passes();
    }

    private static Set<Impact> expected(MigrationPhase phase) {
        return phase == MigrationPhase.CONTRACT ? Set.of(Impact.DESTRUCTIVE) : Set.of();
    }

    /** Two that lock the same tables in different orders wait for each other until PostgreSQL ends one of them. */
    private static void requireOneLock(List<Finding> findings) {
        findings.stream()
                .filter(finding -> !finding.lockedBefore().isEmpty())
                .findFirst()
                .ifPresent(finding -> {
                    throw new MigrationRefused(
                            finding.file() + ":" + finding.line() + " locks another table while the file holds "
                                    + String.join(", ", finding.lockedBefore())
                                    + ": whoever uses both in the other order deadlocks with it, and PostgreSQL may end their transaction.\n    "
                                    + finding.statement().strip()
                                    + "\n  Instead: put it into a file of its own, or accept it: -- bluegreen:accept "
                                    + Finding.SECOND_LOCK + " <reason>.\nNothing was changed.");
                });
    }

    private static String sentence(Finding finding) {
        return finding.file() + ":" + finding.line() + " is " + finding.impact() + " (" + finding.rule() + "): "
                + finding.reason() + ".\n    " + finding.statement().strip() + "\n  Instead: " + finding.instead()
                + ".";
    }

    private static void requireNoTransactionControl(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.rule().equals(Rule.TRANSACTION.id()))
                .findFirst()
                .ifPresent(finding -> {
                    throw new MigrationRefused(
                            finding.file() + ":" + finding.line() + " " + finding.statement()
                                    + ": a file runs in one transaction of its own; leave the statement out. Nothing was changed");
                });
    }

    /** What cannot run in a transaction runs alone, so that a failure leaves nothing half done. */
    private static void requireAlone(MigrationFile file, String sql) {
        List<Statement> statements = Script.split(sql);
        if (statements.size() > 1) {
            statements.stream().filter(Transactions::refuses).findFirst().ifPresent(statement -> {
                throw new MigrationRefused(file.name() + ":" + statement.line()
                        + " cannot run in a transaction, so it needs a file of its own: then a failure leaves nothing half done; nothing was changed\n    "
                        + statement.text().strip());
            });
        }
    }
}
