-- The calls of batches among a department's calls: they have a share of its rates.
ALTER TABLE department_calls
  ADD COLUMN batch_recent bigint[] NOT NULL DEFAULT '{}',
  ADD COLUMN batch_day_calls int NOT NULL DEFAULT 0;

-- Batches: many organisations decided for one matter and day. What is decided is in green_channel_decisions, once, under
-- the idempotency key of job and position; an item here only says how far it has come.
CREATE TABLE screenings (
  job_id text PRIMARY KEY,
  caller_id text NOT NULL,
  idempotency_key text NOT NULL,
  -- SHA-256 of the input as it was given.
  said text NOT NULL,
  -- Who asked, as claims: decisions are taken in this name.
  caller jsonb NOT NULL,
  matter text NOT NULL,
  asked_on date NOT NULL,
  created_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  -- Departments whose limits it waits for: [{department, until}].
  waiting jsonb NOT NULL DEFAULT '[]',
  UNIQUE (caller_id, idempotency_key)
);

CREATE TABLE screening_items (
  job_id text NOT NULL REFERENCES screenings,
  position integer NOT NULL,
  credit_code text NOT NULL,
  -- PENDING, DECIDED or FAILED.
  state text NOT NULL DEFAULT 'PENDING',
  receipt text,
  -- Code of the last error; the item is tried again while it is PENDING.
  fault text,
  attempts integer NOT NULL DEFAULT 0,
  -- Nobody takes it before: it is being worked on, or waits for a department.
  held_until timestamptz,
  PRIMARY KEY (job_id, position)
);
CREATE INDEX screening_items_pending ON screening_items (job_id, position) WHERE state = 'PENDING';
