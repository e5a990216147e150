-- Workbooks that departments without a system have handed in: who, when, what was found. Never the file itself.
CREATE TABLE uploads (
  upload_id text PRIMARY KEY,
  department text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  bytes int NOT NULL,
  as_of_on text NOT NULL,
  -- COMMITTED, QUARANTINED or WITHDRAWN.
  state text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  uploaded_by text NOT NULL,
  idempotency_key text NOT NULL,
  -- The input as it was given, the content as its digest: the same key with other input is refused.
  said text NOT NULL,
  fault jsonb,
  report jsonb,
  -- What the department stated before, as it stands in the tables of deliveries: put back when this is withdrawn.
  before jsonb,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_because text,
  UNIQUE (uploaded_by, idempotency_key)
);
CREATE INDEX uploads_department ON uploads (department, uploaded_at DESC);
