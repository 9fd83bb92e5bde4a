package io.jenkins.plugins.bluegreen.schema;

import java.util.List;

/**
 * How far a database is.
 *
 * @param version the highest version applied, 0 for none
 * @param pendingExpand files that expand would run, in order
 * @param pendingContract files that contract would run, in order
 * @param failed the file that failed half way and needs a person, empty if none
 */
public record SchemaState(int version, List<String> pendingExpand, List<String> pendingContract, String failed) {
    public SchemaState {
        pendingExpand = List.copyOf(pendingExpand);
        pendingContract = List.copyOf(pendingContract);
    }
}
