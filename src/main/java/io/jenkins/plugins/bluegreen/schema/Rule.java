package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Impact.CARE;
import static io.jenkins.plugins.bluegreen.schema.Impact.DESTRUCTIVE;
import static io.jenkins.plugins.bluegreen.schema.Impact.SAFE;
import static io.jenkins.plugins.bluegreen.schema.Impact.UNKNOWN;

import java.util.Locale;

/**
 * Everything the classifier can say of a statement: the class, the reason, and the way to do it without harm.
 *
 * <p>Lock levels are those of PostgreSQL 14 and later (documentation, section 13.3 and the page of each command). A short lock that only
 * changes the catalogue counts as harmless, because {@code lock_timeout} bounds the wait for it; a lock held while rows are read or
 * written does not. {@code docs/migrations.md} lists the rules with their sources.
 */
enum Rule {
    CREATE_TABLE(SAFE, "a new table has no rows and no user yet"),
    ON_NEW_TABLE(SAFE, "the table was created earlier in this file, so nobody waits for it"),
    ADD_COLUMN(
            SAFE, "only the catalogue changes; a constant or stable default is stored once (PostgreSQL 11 and later)"),
    ADD_COLUMN_VOLATILE_DEFAULT(
            CARE,
            "the default must be computed for every row, so the table is rewritten under ACCESS EXCLUSIVE",
            "add the column without default, set the default, then fill old rows in batches"),
    ADD_COLUMN_GENERATED(
            CARE,
            "a stored generated column rewrites the table under ACCESS EXCLUSIVE",
            "add a plain column, fill it by trigger and in batches, or compute it in a view"),
    ADD_COLUMN_CONSTRAINT(
            CARE,
            "the constraint of the new column is proved by reading or indexing every row under ACCESS EXCLUSIVE",
            "add the column alone, then the constraint: CHECK and FOREIGN KEY as NOT VALID, UNIQUE by CREATE UNIQUE INDEX CONCURRENTLY and USING INDEX"),
    ADD_COLUMN_NOT_NULL(
            DESTRUCTIVE,
            "the old release does not know the column, so each of its inserts fails (and on a table with rows the statement fails)",
            "expand: add it nullable or with a constant default; contract: SET NOT NULL once every row and every release fills it"),
    DROP_COLUMN(
            DESTRUCTIVE,
            "the old release still names the column and its data is lost",
            "expand: let the new release stop using the column; contract: drop it after the keep window"),
    DROP_TABLE(
            DESTRUCTIVE,
            "the old release still uses the table and its data is lost",
            "expand: let the new release stop using the table; contract: drop it after the keep window"),
    DROP_VIEW(
            DESTRUCTIVE,
            "the old release may still read the view",
            "drop it in contract; in expand create a view of another name, or CREATE OR REPLACE it with columns added at the end"),
    DROP_SCHEMA(DESTRUCTIVE, "everything in the schema is lost", "drop it in contract, object by object"),
    DROP_DATABASE(DESTRUCTIVE, "the whole database is lost", "no migration drops a database"),
    DROP_ROUTINE(
            DESTRUCTIVE,
            "the old release, a trigger or a view may still call it",
            "create the new routine under another name and drop the old one in contract"),
    DROP_SEQUENCE(DESTRUCTIVE, "the old release may still draw numbers from the sequence", "drop it in contract"),
    DROP_TYPE(DESTRUCTIVE, "columns, routines and the old release may still use the type", "drop it in contract"),
    DROP_TRIGGER(
            DESTRUCTIVE,
            "what the trigger kept up to date for the old release is kept no longer",
            "drop it in contract, when no release needs it"),
    DROP_POLICY(
            DESTRUCTIVE,
            "with row security on, rows may vanish for the old release",
            "create the wider policy first and drop the old one in contract"),
    DROP_EXTENSION(DESTRUCTIVE, "types and functions of the extension are lost", "drop it in contract"),
    DROP_ROLE(DESTRUCTIVE, "the old release may connect as this role", "drop it in contract"),
    DROP_OBJECT(DESTRUCTIVE, "the old release may still need it", "drop it in contract"),
    DROP_NEW(SAFE, "it was created earlier in this file, so nobody uses it"),
    DROP_INDEX(
            CARE,
            "DROP INDEX takes ACCESS EXCLUSIVE on the table and waits for every query on it; queries of the old release may become slow",
            "DROP INDEX CONCURRENTLY, in a file of its own"),
    DROP_INDEX_CONCURRENTLY(SAFE, "reads and writes go on; only the plans of queries change"),
    DROP_CONSTRAINT(
            CARE,
            "brief, but which kind it is cannot be seen: ON CONFLICT of the old release needs its unique constraints",
            "check that no release names the constraint or its columns in ON CONFLICT, then accept; else drop it in contract"),
    DROP_OWN_CONSTRAINT(SAFE, "it was added earlier in this file"),
    DROP_CONSTRAINT_CASCADE(
            DESTRUCTIVE,
            "CASCADE takes foreign keys of other tables with it",
            "drop the dependent constraints by name in contract"),
    RENAME_TABLE(
            DESTRUCTIVE,
            "the old release's statements name the table as before and fail",
            "expand: create a view of the new name over the table; contract: rename the table when no release uses the old name"),
    RENAME_COLUMN(
            DESTRUCTIVE,
            "the old release's statements name the column as before and fail",
            "expand: add the new column, keep both equal by trigger, fill old rows in batches; contract: drop the old column and the trigger"),
    RENAME_OBJECT(
            DESTRUCTIVE,
            "the old release still uses the old name",
            "expand: create the object under the new name beside the old one; contract: drop the old one"),
    MOVE_SCHEMA(
            DESTRUCTIVE,
            "the old release looks for it in the old schema",
            "expand: create a view of it in the new schema; contract: move it"),
    RENAME_INDEX(SAFE, "SHARE UPDATE EXCLUSIVE; no statement names an index"),
    RENAME_CONSTRAINT(SAFE, "only the catalogue changes"),
    CREATE_INDEX(
            CARE,
            "SHARE lock: no insert, update or delete on the table until the index is built",
            "CREATE INDEX CONCURRENTLY, in a file of its own"),
    CREATE_INDEX_CONCURRENTLY(SAFE, "SHARE UPDATE EXCLUSIVE: reads and writes go on"),
    SET_NOT_NULL(
            CARE,
            "every row is read under ACCESS EXCLUSIVE; and if the old release writes NULL here, its statements fail",
            "ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID; in a later file VALIDATE CONSTRAINT; then SET NOT NULL needs no scan"),
    SET_NOT_NULL_PROVED(SAFE, "a valid CHECK proves it, so no row is read (PostgreSQL 12 and later)"),
    DROP_NOT_NULL(SAFE, "only the catalogue changes; mind that the old release may now read NULL"),
    SET_DEFAULT(SAFE, "only later inserts are concerned"),
    DROP_DEFAULT(
            DESTRUCTIVE,
            "inserts of the old release that leave the column out get NULL or fail",
            "drop the default in contract"),
    WIDEN_TYPE(SAFE, "the stored form stays the same, so neither rewrite nor scan"),
    WIDEN_CHECKED_TYPE(
            CARE,
            "the stored form stays the same, but the CHECK constraints of the column are proved again by reading every row under ACCESS EXCLUSIVE",
            "drop the constraint, widen the column, add the constraint again as NOT VALID and VALIDATE it in a later file"),
    REWRITE_TYPE(
            CARE,
            "the table and its indexes are rewritten under ACCESS EXCLUSIVE",
            "expand: add a column of the new type, keep it equal by trigger, fill it in batches; contract: drop the old one"),
    RETYPE(
            CARE,
            "the present type of the column is not known here; unless the stored form stays the same, the table is rewritten under ACCESS EXCLUSIVE",
            "give the files that created the table with --after, or add a column of the new type beside the old one"),
    NARROW_TYPE(
            DESTRUCTIVE,
            "values that the old release writes or has written do not fit the new type",
            "expand: ADD CHECK ... NOT VALID and VALIDATE it; contract: change the type"),
    CHANGE_TYPE(
            DESTRUCTIVE,
            "the old release writes and expects the old type, and the table is rewritten under ACCESS EXCLUSIVE",
            "expand: add a column of the new type, keep it equal by trigger, fill it in batches; contract: drop the old one"),
    ADD_FOREIGN_KEY(
            CARE,
            "every row is looked up while SHARE ROW EXCLUSIVE blocks writes on both tables",
            "ADD CONSTRAINT ... NOT VALID; VALIDATE CONSTRAINT in a later file"),
    ADD_CHECK(
            CARE,
            "every row is read under ACCESS EXCLUSIVE",
            "ADD CONSTRAINT ... NOT VALID; VALIDATE CONSTRAINT in a later file"),
    ADD_CONSTRAINT_NOT_VALID(SAFE, "old rows are not read; only new rows must comply"),
    VALIDATE_CONSTRAINT(SAFE, "SHARE UPDATE EXCLUSIVE: reads and writes go on while rows are read"),
    VALIDATE_IN_SAME_FILE(
            CARE,
            "a file runs in one transaction, so the lock of ADD CONSTRAINT is held while every row is read",
            "put VALIDATE CONSTRAINT into a later file"),
    ADD_UNIQUE(
            CARE,
            "the index is built under ACCESS EXCLUSIVE",
            "CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD CONSTRAINT ... UNIQUE USING INDEX"),
    ADD_PRIMARY_KEY(
            CARE,
            "the index is built under ACCESS EXCLUSIVE, and NOT NULL is proved by reading every row",
            "CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD CONSTRAINT ... PRIMARY KEY USING INDEX"),
    ADD_CONSTRAINT_USING_INDEX(SAFE, "the index is there already; only the catalogue changes"),
    ADD_EXCLUSION(
            CARE,
            "the index is built under ACCESS EXCLUSIVE, and there is no concurrent way",
            "add it to a new table, or at a quiet hour with an accept mark"),
    TRUNCATE(DESTRUCTIVE, "every row is lost", "delete in batches in contract, or stop using the table"),
    DELETE_ALL(DESTRUCTIVE, "every row is lost", "delete in contract, in batches"),
    DELETE_SOME(
            CARE,
            "rows are lost and locked until the end of the transaction",
            "delete in batches by key range; in contract, if a release may still read the rows"),
    UPDATE_ALL(
            CARE,
            "every row is locked until the end of the transaction, so writes of the old release wait",
            "update in batches by key range, each in its own transaction"),
    UPDATE_SOME(SAFE, "only the rows found are locked, to the end of the transaction"),
    INSERT(SAFE, "ROW EXCLUSIVE: reads and writes go on"),
    MERGE(
            CARE,
            "how many rows are changed or deleted cannot be seen",
            "write it as INSERT, UPDATE and DELETE in batches"),
    SELECT(SAFE, "reads only"),
    FUNCTION_CALL(
            UNKNOWN,
            "what the function does cannot be seen here",
            "write the statements out, or accept it with the reason why it is harmless"),
    ENUM_ADD_VALUE(
            SAFE,
            "only the catalogue changes; do not write the new value while a release that does not know it can still read it"),
    ENUM_RENAME_VALUE(
            DESTRUCTIVE,
            "the old release still writes and expects the old value",
            "expand: ADD VALUE with the new name; contract: update the rows in batches"),
    CREATE_TYPE(SAFE, "a new type has no user yet"),
    ALTER_DOMAIN(
            CARE,
            "every table with a column of the domain is read under a lock, and new rules hold for the old release as well",
            "ADD CONSTRAINT ... NOT VALID, and VALIDATE CONSTRAINT in a later file"),
    ALTER_COMPOSITE(
            DESTRUCTIVE,
            "the old release reads and writes values of the old shape",
            "create a new type and a new column; drop the old ones in contract"),
    CREATE_VIEW(SAFE, "a new view has no user yet"),
    REPLACE_VIEW(
            SAFE, "PostgreSQL keeps names, types and order of the old columns, so the old release's queries go on"),
    CREATE_ROUTINE(SAFE, "a new routine has no caller yet"),
    REPLACE_ROUTINE(
            CARE,
            "the old release, triggers and views run the new body at once, and what it does cannot be seen",
            "create the routine under a new name, or accept it with the reason why the old callers are served"),
    CREATE_TRIGGER(
            CARE,
            "brief, but it fires for the old release's writes, and an error in it makes them fail",
            "rehearse it with the old release (migrate --rehearse), then accept it"),
    TOGGLE_TRIGGER(
            CARE,
            "brief, but it changes what the old release's writes do",
            "rehearse it with the old release, then accept it"),
    CREATE_RULE(
            CARE,
            "it rewrites the old release's statements",
            "use a trigger or a view, or accept it after a rehearsal"),
    ENABLE_ROW_SECURITY(
            DESTRUCTIVE,
            "without a policy every row is hidden from the old release",
            "expand: create policies that serve every release; contract: enable row security"),
    DISABLE_ROW_SECURITY(SAFE, "the old release sees more rows, not fewer"),
    CREATE_POLICY(SAFE, "a permissive policy only lets more rows through"),
    RESTRICTIVE_POLICY(DESTRUCTIVE, "a restrictive policy hides rows from the old release", "create it in contract"),
    ALTER_POLICY(
            CARE,
            "which rows the old release sees changes at once",
            "create a second policy, then drop the old one in contract"),
    GRANT(SAFE, "a right is added"),
    REVOKE(DESTRUCTIVE, "the old release may need the right", "revoke it in contract"),
    CHANGE_OWNER(
            CARE,
            "the old owner loses the rights of an owner",
            "grant the rights the old release needs first, then accept it"),
    CREATE_SEQUENCE(SAFE, "a new sequence has no user yet"),
    ALTER_SEQUENCE(
            CARE,
            "brief, but the numbers the old release draws change; a restart can give numbers twice",
            "make sure that the next number is above every number in use, then accept it"),
    CREATE_SCHEMA(SAFE, "a new schema has no user yet"),
    CREATE_EXTENSION(SAFE, "new types and functions only"),
    ALTER_EXTENSION(
            CARE,
            "the update script of the extension runs, and what it does cannot be seen",
            "rehearse it, then accept it"),
    CREATE_OBJECT(SAFE, "a new object has no user yet"),
    ATTACH_PARTITION(
            CARE,
            "every row of the partition is read under ACCESS EXCLUSIVE on it",
            "first prove the bound: ADD CHECK ... NOT VALID and VALIDATE it in an earlier file, then accept this"),
    DETACH_PARTITION(
            DESTRUCTIVE, "its rows leave the table that the old release reads", "detach it in contract, CONCURRENTLY"),
    INHERITANCE(
            CARE,
            "rows enter or leave what a query of the parent table sees",
            "rehearse it with the old release, then accept it"),
    REWRITE_TABLE(
            CARE, "the table is rewritten under ACCESS EXCLUSIVE", "pg_repack, or a quiet hour with an accept mark"),
    MAINTENANCE(SAFE, "reads and writes go on"),
    REINDEX(
            CARE,
            "writes on the table wait, and reads that need the index",
            "REINDEX ... CONCURRENTLY, in a file of its own"),
    REINDEX_CONCURRENTLY(SAFE, "reads and writes go on"),
    REFRESH_VIEW(
            CARE,
            "ACCESS EXCLUSIVE on the view: its readers wait until it is filled",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY (needs a unique index)"),
    REFRESH_VIEW_CONCURRENTLY(SAFE, "readers go on"),
    TABLE_PARAMETER(SAFE, "only the catalogue changes"),
    IDENTITY_ALWAYS(
            DESTRUCTIVE,
            "inserts of the old release that give the value themselves fail",
            "GENERATED BY DEFAULT AS IDENTITY in expand; SET GENERATED ALWAYS in contract"),
    IDENTITY_BY_DEFAULT(SAFE, "only inserts that leave the column out are concerned"),
    DROP_EXPRESSION(
            DESTRUCTIVE,
            "the column is computed no longer, and the old release does not write it",
            "drop it in contract"),
    LOCK_TABLE(
            CARE,
            "it blocks reads or writes of the table to the end of the transaction",
            "leave it out, or take ROW EXCLUSIVE"),
    LOCK_TABLE_WEAK(SAFE, "reads and writes go on"),
    ANONYMOUS_BLOCK(
            UNKNOWN,
            "a DO block can do anything, also by dynamic SQL, and is not read here",
            "write the statements out (IF EXISTS and IF NOT EXISTS serve most blocks), or accept it with the reason why it is harmless"),
    DYNAMIC_SQL(
            UNKNOWN,
            "what it does is decided only when it runs",
            "write the statements out, or accept it with the reason why it is harmless"),
    COMMENT(SAFE, "a remark in the catalogue"),
    SESSION(SAFE, "concerns only this session"),
    TIMEOUT_REMOVED(
            CARE,
            "without the time-out this migration would wait for a lock for ever, and everybody else behind it",
            "leave the time-outs as they are; give --lock-timeout or --statement-timeout for this run"),
    TRANSACTION(SAFE, "begins or ends a transaction"),
    COPY(SAFE, "ROW EXCLUSIVE: reads and writes go on"),
    CREATE_STATISTICS(SAFE, "SHARE UPDATE EXCLUSIVE: reads and writes go on"),
    SERVER_SETTING(
            UNKNOWN,
            "it changes a role, a database or the server, not the schema",
            "do it outside of migrations, or accept it with the reason why it is harmless"),
    UNJUDGED(UNKNOWN, "there is no rule for this statement", "accept it with the reason why it is harmless"),
    UNPARSEABLE(
            UNKNOWN,
            "this is not a statement that the PostgreSQL grammar knows",
            "correct it; if PostgreSQL takes it nevertheless, accept it with the reason why it is harmless");

    private final Impact impact;
    private final String reason;
    private final String instead;

    Rule(Impact impact, String reason) {
        this(impact, reason, "");
    }

    Rule(Impact impact, String reason, String instead) {
        this.impact = impact;
        this.reason = reason;
        this.instead = instead;
    }

    /** The name in reports and accept marks: {@code add-column-not-null}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Impact impact() {
        return impact;
    }

    String reason() {
        return reason;
    }

    /** How to do it without harm; empty for what is safe. */
    String instead() {
        return instead;
    }
}
