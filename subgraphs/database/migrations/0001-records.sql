-- What registers know: names, status, and the keys by which older systems know an organisation.
CREATE TABLE organisations (
  credit_code text PRIMARY KEY,
  department text NOT NULL,
  name text,
  name_key text,
  former_names text[] NOT NULL DEFAULT '{}',
  status text,
  kind text,
  established_on text,
  registration_number text,
  as_of timestamptz NOT NULL
);
CREATE INDEX organisations_name_key ON organisations (name_key text_pattern_ops);
CREATE INDEX organisations_registration_number ON organisations (registration_number);
CREATE INDEX organisations_organisation_code ON organisations (substr(credit_code, 9, 9));

-- Names under which an organisation can be found, current and former, in their form for comparing.
CREATE TABLE organisation_names (
  name_key text NOT NULL,
  credit_code text NOT NULL REFERENCES organisations ON DELETE CASCADE,
  former boolean NOT NULL,
  PRIMARY KEY (name_key, credit_code)
);
CREATE INDEX organisation_names_credit_code ON organisation_names (credit_code);

-- A department's own numbers of organisations.
CREATE TABLE internal_ids (
  department text NOT NULL,
  internal_id text NOT NULL,
  reading jsonb NOT NULL,
  PRIMARY KEY (department, internal_id)
);

-- What was taken from departments that deliver or are mirrored: never the file itself.
CREATE TABLE deliveries (
  department text NOT NULL,
  record_set text NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  kind text NOT NULL,
  position text NOT NULL,
  effective_on text,
  as_of timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  connector_version int NOT NULL,
  counts jsonb NOT NULL,
  PRIMARY KEY (department, record_set, name)
);

-- How far each record set has been taken, and as of when that holds.
CREATE TABLE record_set_state (
  department text NOT NULL,
  record_set text NOT NULL,
  answered_at timestamptz,
  looked_at timestamptz NOT NULL,
  cursor text,
  error_code text,
  error_name text,
  PRIMARY KEY (department, record_set)
);

CREATE TABLE delivered_facts (
  department text NOT NULL,
  record_set text NOT NULL,
  record_key text NOT NULL,
  credit_code text NOT NULL,
  row_ref text NOT NULL,
  fact jsonb NOT NULL,
  stated_by text NOT NULL,
  first_position text NOT NULL,
  position text NOT NULL,
  -- Set when the record ended by absence from a complete delivery.
  ended jsonb,
  -- What another delivery had said before: restored when this one is sent again without the record.
  former jsonb,
  PRIMARY KEY (department, record_set, record_key)
);
CREATE INDEX delivered_facts_credit_code ON delivered_facts (department, credit_code);
CREATE INDEX delivered_facts_row_ref ON delivered_facts (department, record_set, row_ref);

-- Withdrawals by reference: also of rows that were never, or not yet, received.
CREATE TABLE withdrawals (
  department text NOT NULL,
  record_set text NOT NULL,
  row_ref text NOT NULL,
  reason text,
  withdrawn_on text,
  PRIMARY KEY (department, record_set, row_ref)
);

-- Rows that could not be read, as received but for personal columns and numbers.
CREATE TABLE quarantine (
  department text NOT NULL,
  record_set text NOT NULL,
  row_key text NOT NULL,
  row_ref text NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  credit_code text,
  name text,
  name_key text,
  -- The name may be cut short or have lost a character: a LIKE pattern that the whole name would match.
  name_pattern text,
  document_number text,
  row jsonb NOT NULL,
  source text NOT NULL,
  position text NOT NULL,
  connector_version int NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (department, record_set, row_key)
);
CREATE INDEX quarantine_credit_code ON quarantine (department, credit_code);
CREATE INDEX quarantine_name_key ON quarantine (department, name_key);

-- Rows that can be read but belong to nobody for certain.
CREATE TABLE unlinked (
  department text NOT NULL,
  record_set text NOT NULL,
  row_key text NOT NULL,
  row_ref text NOT NULL,
  reason text NOT NULL,
  record_kind text NOT NULL,
  effect text,
  state text NOT NULL,
  document_number text,
  name text,
  name_key text,
  name_pattern text,
  amount_fen bigint,
  row jsonb NOT NULL,
  source text NOT NULL,
  position text NOT NULL,
  connector_version int NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (department, record_set, row_key)
);
CREATE INDEX unlinked_name_key ON unlinked (department, name_key);

-- Calls of departments whose rate is limited, counted across processes.
CREATE TABLE department_calls (
  department text PRIMARY KEY,
  recent bigint[] NOT NULL DEFAULT '{}',
  day text NOT NULL DEFAULT '',
  day_calls int NOT NULL DEFAULT 0
);

-- What the `departments` query shows, written by the host that serves each department.
CREATE TABLE department_state (
  department text PRIMARY KEY,
  title text NOT NULL,
  protocol text NOT NULL,
  mode text NOT NULL,
  connected boolean NOT NULL,
  offers jsonb NOT NULL,
  -- Null until somebody has asked.
  state text,
  last_answer_at timestamptz,
  last_error_code text,
  next_expected timestamptz,
  updated_at timestamptz NOT NULL
);
