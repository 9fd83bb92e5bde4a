-- The first release's table. Later releases must tolerate columns that they do not know.
CREATE TABLE orders (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer   text        NOT NULL CHECK (length(customer) BETWEEN 1 AND 80),
    item       text        NOT NULL CHECK (length(item) BETWEEN 1 AND 120),
    quantity   integer     NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    status     text        NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid', 'shipped', 'cancelled')),
    remark     text        CHECK (length(remark) <= 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
