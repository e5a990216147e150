-- Decisions on the green channel, and acceptances with documents outstanding. Everything here is kept: rows are added,
-- and only the state of an acceptance changes.

-- What somebody asked to be decided; one row for each idempotency key of a caller.
CREATE TABLE green_channel_requests (
  request_id text PRIMARY KEY,
  caller_id text NOT NULL,
  idempotency_key text NOT NULL,
  -- What was asked, as canonical JSON: the same key with something else in it is refused.
  said text NOT NULL,
  credit_code text NOT NULL,
  matter text NOT NULL,
  asked_on date NOT NULL,
  -- Role of the caller, with the department of an officer.
  asked_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  UNIQUE (caller_id, idempotency_key)
);

-- What decisions rest on, under the SHA-256 of its canonical JSON. The text is kept as text: jsonb would not give back
-- the same bytes.
CREATE TABLE eligibility_evidence (
  sha256 text PRIMARY KEY,
  content text NOT NULL
);

CREATE TABLE green_channel_decisions (
  receipt text PRIMARY KEY,
  request_id text NOT NULL UNIQUE REFERENCES green_channel_requests,
  credit_code text NOT NULL,
  verdict text NOT NULL,
  -- The whole outcome, as canonical JSON.
  outcome text NOT NULL,
  evidence text NOT NULL REFERENCES eligibility_evidence,
  decided_at timestamptz NOT NULL
);
CREATE INDEX green_channel_decisions_by_code ON green_channel_decisions (credit_code, decided_at);

-- Applications accepted with documents outstanding. `due_on` is null once nothing is waited for.
CREATE TABLE acceptances (
  acceptance_id text PRIMARY KEY,
  credit_code text NOT NULL,
  matter text NOT NULL,
  department text NOT NULL,
  status text NOT NULL,
  due_on date,
  version integer NOT NULL,
  state jsonb NOT NULL
);
CREATE INDEX acceptances_waiting ON acceptances (due_on) WHERE due_on IS NOT NULL;

CREATE TABLE acceptance_events (
  acceptance_id text NOT NULL REFERENCES acceptances,
  version integer NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (acceptance_id, version)
);

-- Commands that were carried out, by the key under which they were given.
CREATE TABLE acceptance_commands (
  caller_id text NOT NULL,
  idempotency_key text NOT NULL,
  said text NOT NULL,
  acceptance_id text NOT NULL REFERENCES acceptances,
  PRIMARY KEY (caller_id, idempotency_key)
);

-- Undertakings that were not kept: records of this gateway's own, which count against the organisation.
CREATE TABLE broken_undertakings (
  acceptance_id text PRIMARY KEY REFERENCES acceptances,
  credit_code text NOT NULL,
  matter text NOT NULL,
  broken_on date NOT NULL
);
CREATE INDEX broken_undertakings_by_code ON broken_undertakings (credit_code);
