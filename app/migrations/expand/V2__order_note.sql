-- Release 2 writes `note`; release 1 goes on with `remark` until it is retired. Nullable, without default and without
-- check: the table is neither rewritten nor read through, and release 1's inserts, which do not name it, still succeed.
ALTER TABLE orders ADD COLUMN note text;
