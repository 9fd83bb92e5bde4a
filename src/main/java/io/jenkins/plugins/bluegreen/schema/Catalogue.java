package io.jenkins.plugins.bluegreen.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the statements read so far have told: the types of columns, what is new in this file, which checks are proved. */
final class Catalogue {
    private final Map<String, Map<String, ColumnType>> tables = new HashMap<>();
    private final Map<String, String> notNullChecks = new HashMap<>();
    private final Set<String> proved = new HashSet<>();
    private final Set<String> checkedDomains = new HashSet<>();
    private final Set<String> checkedColumns = new HashSet<>();
    private final Set<String> created = new HashSet<>();
    private final Set<String> constraintsAdded = new HashSet<>();
    private final Set<String> locked = new LinkedHashSet<>();

    /** What was new is now in use: the next file begins. */
    void nextFile() {
        created.clear();
        constraintsAdded.clear();
        locked.clear();
    }

    void create(String object) {
        created.add(object);
    }

    boolean isNew(String object) {
        return created.contains(object);
    }

    /**
     * A statement locks these until the end of the file.
     *
     * @return what the file has locked before, if any of these comes on top of it; empty otherwise
     */
    Set<String> lock(Collection<String> relations) {
        Set<String> more = new LinkedHashSet<>(relations);
        more.removeAll(created);
        more.removeAll(locked);
        Set<String> before = more.isEmpty() ? Set.of() : Set.copyOf(locked);
        locked.addAll(more);
        return before;
    }

    void createTable(String table) {
        create(table);
        tables.put(table, new HashMap<>());
    }

    void column(String table, String column, ColumnType type) {
        tables.computeIfAbsent(table, t -> new HashMap<>()).put(column, type);
    }

    Optional<ColumnType> type(String table, String column) {
        return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(column));
    }

    void domainWithCheck(String domain) {
        checkedDomains.add(domain);
    }

    boolean isCheckedDomain(ColumnType type) {
        return checkedDomains.contains(type.name());
    }

    /** A CHECK of the table mentions these columns (and perhaps names that are none). */
    void check(String table, Collection<String> columns) {
        columns.forEach(column -> checkedColumns.add(table + "." + column));
    }

    boolean isChecked(String table, String column) {
        return checkedColumns.contains(table + "." + column);
    }

    /** A constraint was added; {@code notNullColumn} is the column that it keeps from NULL, empty for any other. */
    void addConstraint(String table, String constraint, String notNullColumn, boolean valid) {
        String key = table + "." + constraint;
        constraintsAdded.add(key);
        if (!notNullColumn.isEmpty()) {
            notNullChecks.put(key, table + "." + notNullColumn);
            if (valid) {
                proved.add(table + "." + notNullColumn);
            }
        }
    }

    boolean isConstraintOfThisFile(String table, String constraint) {
        return constraintsAdded.contains(table + "." + constraint);
    }

    boolean isNotNullCheck(String table, String constraint) {
        return notNullChecks.containsKey(table + "." + constraint);
    }

    void validate(String table, String constraint) {
        Optional.ofNullable(notNullChecks.get(table + "." + constraint)).ifPresent(proved::add);
    }

    void dropConstraint(String table, String constraint) {
        Optional.ofNullable(notNullChecks.remove(table + "." + constraint)).ifPresent(proved::remove);
    }

    boolean isProvedNotNull(String table, String column) {
        return proved.contains(table + "." + column);
    }
}
