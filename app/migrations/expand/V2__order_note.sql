-- Release 2 writes `note`; release 1 goes on with `remark` until it is retired. Nullable and without default:
-- no rewrite of the table, and release 1's inserts, which do not name the column, still succeed.
ALTER TABLE orders ADD COLUMN note text CONSTRAINT orders_note_length CHECK (length(note) <= 500);
