-- The schema the corpus is written against. Every statement of corpus.sql runs on it.
CREATE TYPE order_status AS ENUM ('new', 'paid', 'sent');
CREATE TYPE address AS (street text, city text);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE SEQUENCE invoice_number;
CREATE SCHEMA archive;
CREATE ROLE shop_reader;
CREATE TABLE customers (
  id bigint PRIMARY KEY,
  email varchar(100) NOT NULL,
  name varchar(50),
  phone text,
  home address
);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  status varchar(20) NOT NULL DEFAULT 'new',
  state order_status,
  qty integer NOT NULL DEFAULT 1,
  small smallint,
  total numeric(10, 2),
  note text,
  placed timestamp,
  created_at timestamptz NOT NULL DEFAULT now(),
  doubled integer GENERATED ALWAYS AS (qty * 2) STORED
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_status ON orders (status);
CREATE UNIQUE INDEX orders_note_unique ON orders (note);
ALTER TABLE orders ADD CONSTRAINT qty_positive CHECK (qty > 0);
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT total_present CHECK (total IS NOT NULL);
CREATE TABLE lines (order_id bigint, no integer, sku text, price numeric(8, 2));
CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (id bigint, at date NOT NULL);
CREATE VIEW big_orders AS SELECT id, customer_id FROM orders WHERE customer_id > 100;
CREATE MATERIALIZED VIEW totals AS SELECT customer_id, count(*) AS total FROM orders GROUP BY customer_id;
CREATE UNIQUE INDEX totals_customer ON totals (customer_id);
CREATE FUNCTION vat(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.19';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1';
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own_lines ON lines USING (true);
