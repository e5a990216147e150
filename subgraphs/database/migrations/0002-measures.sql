-- Measures as they stand, folded from their events; what is searched for stands beside the state.
CREATE TABLE measures (
  measure_id text PRIMARY KEY,
  version int NOT NULL,
  credit_code text NOT NULL,
  item_code text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  initiator text NOT NULL,
  determiner text NOT NULL,
  document_number text NOT NULL,
  initiated_at timestamptz NOT NULL,
  -- The nearest last day of anything that somebody has to do; null: nothing.
  due_on date,
  next_timer_at timestamptz,
  -- A deadline may move when the holidays of a further year are announced.
  provisional boolean NOT NULL,
  state jsonb NOT NULL
);
CREATE INDEX measures_credit_code ON measures (credit_code);
CREATE INDEX measures_initiated_at ON measures (initiated_at DESC, measure_id DESC);
CREATE INDEX measures_next_timer_at ON measures (next_timer_at) WHERE next_timer_at IS NOT NULL;
-- Two at once on the same determination: the second one waits and finds the first.
CREATE UNIQUE INDEX measures_running_alike ON measures (credit_code, item_code, determiner, document_number) WHERE status IN ('NOTIFIED', 'IN_FORCE', 'SUSPENDED');

CREATE TABLE measure_events (
  measure_id text NOT NULL REFERENCES measures DEFERRABLE INITIALLY DEFERRED,
  version int NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  event jsonb NOT NULL,
  -- Place in the order in which events became visible; given by the first reader after the commit.
  position bigint UNIQUE,
  PRIMARY KEY (measure_id, version)
);
CREATE INDEX measure_events_unnumbered ON measure_events (measure_id, version) WHERE position IS NULL;
CREATE SEQUENCE measure_event_positions;

CREATE TABLE measure_parts (
  measure_id text NOT NULL REFERENCES measures DEFERRABLE INITIALLY DEFERRED,
  department text NOT NULL,
  part text NOT NULL,
  PRIMARY KEY (department, part, measure_id)
);

CREATE TABLE measure_orders (
  order_id text PRIMARY KEY,
  measure_id text NOT NULL REFERENCES measures DEFERRABLE INITIALLY DEFERRED,
  department text NOT NULL,
  kind text NOT NULL,
  sequence int NOT NULL,
  status text NOT NULL,
  given_on date NOT NULL,
  -- Last day of the next step; null: nothing is open.
  due_on date
);
CREATE INDEX measure_orders_worklist ON measure_orders (department, due_on, order_id) WHERE due_on IS NOT NULL;
CREATE INDEX measure_orders_measure ON measure_orders (measure_id);

-- Orders on their way: committed with the events that gave them.
CREATE TABLE order_deliveries (
  delivery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id text NOT NULL UNIQUE,
  measure_id text NOT NULL,
  department text NOT NULL,
  -- WAITING, DELIVERED, OBSOLETE (superseded or answered before it left), DEAD (given up; an operator can redrive it)
  state text NOT NULL DEFAULT 'WAITING',
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  claimed_until timestamptz,
  channel text,
  error_code text,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE INDEX order_deliveries_waiting ON order_deliveries (department, delivery_id) WHERE state = 'WAITING';
CREATE INDEX order_deliveries_dead ON order_deliveries (department, delivery_id) WHERE state = 'DEAD';

CREATE TABLE measure_commands (
  caller text NOT NULL,
  idempotency_key text NOT NULL,
  digest text NOT NULL,
  subject text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (caller, idempotency_key)
);

CREATE TABLE repair_bars (
  credit_code text PRIMARY KEY,
  barred_until date NOT NULL
);

CREATE TABLE catalogue_items (
  code text PRIMARY KEY,
  -- Digest of the reviewed file's entry from which it was loaded.
  digest text NOT NULL,
  version int NOT NULL,
  item jsonb NOT NULL
);
CREATE TABLE catalogue_events (
  code text NOT NULL REFERENCES catalogue_items,
  version int NOT NULL,
  at timestamptz NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (code, version)
);

-- What departments said of orders where the gateway fetches it, and what became of it.
CREATE TABLE order_feedback (
  department text NOT NULL,
  feedback_id text NOT NULL,
  order_id text,
  -- TAKEN, REFUSED (with the code), UNREADABLE
  result text NOT NULL,
  code text,
  content jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (department, feedback_id)
);

-- How far the program of each department has been told what happened in its measures.
CREATE TABLE webhooks (
  department text PRIMARY KEY,
  position bigint NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  claimed_until timestamptz,
  error text,
  told_at timestamptz
);
