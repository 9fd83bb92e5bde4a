package io.jenkins.plugins.bluegreen.schema;

import io.jenkins.plugins.bluegreen.model.Release;
import java.util.List;
import java.util.stream.Collectors;

/** A release of the invented application: the range it declares, and the statements it really issues. */
record ReleaseSpec(Release release, String table, List<String> columns) {
    List<String> statements() {
        String names = String.join(", ", columns);
        String values = columns.stream().map(column -> "'" + column + "'").collect(Collectors.joining(", "));
        return List.of(
                "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")",
                "SELECT id, " + names + " FROM " + table + " ORDER BY id DESC LIMIT 3",
                "UPDATE " + table + " SET " + columns.get(0) + " = 'again' WHERE id = (SELECT max(id) FROM " + table
                        + ")");
    }
}
