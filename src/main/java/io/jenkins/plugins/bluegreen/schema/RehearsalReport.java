package io.jenkins.plugins.bluegreen.schema;

import java.time.Duration;
import java.util.List;

/**
 * What happened on the throw-away copy.
 *
 * @param from schema version of the original
 * @param to schema version the copy reached
 * @param withRows whether the copy had the original's rows; without, because somebody was connected to the original, lock times are only a lower bound
 * @param files each pending file with the locks it took
 * @param problems what would have gone wrong, one sentence each; empty means passed
 */
public record RehearsalReport(int from, int to, boolean withRows, List<RehearsedFile> files, List<String> problems) {
    /** One file: how long it took on the copy, and the locks it held that block somebody. */
    public record RehearsedFile(int version, String file, Duration took, List<HeldLock> locks) {
        public RehearsedFile {
            locks = List.copyOf(locks);
        }
    }

    /**
     * A lock that blocks reads or writes.
     *
     * @param table what is locked
     * @param mode PostgreSQL's name, {@code AccessExclusiveLock}
     * @param held from the statement that took it to the end of its transaction; never shorter than it really was
     */
    public record HeldLock(String table, String mode, Duration held) {}

    public RehearsalReport {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    public boolean passed() {
        return problems.isEmpty();
    }
}
