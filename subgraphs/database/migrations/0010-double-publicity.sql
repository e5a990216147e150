-- Publication of licences, penalties and courts' lists (双公示): what was handed to the city platform, and what it said.

-- One package a day. Its rows are fixed before anything is written; written_at is set once its manifest is on disk.
CREATE TABLE publicity_packages (
  package_id text PRIMARY KEY,
  day date NOT NULL UNIQUE,
  format text NOT NULL,
  -- What is not in it and why, by department.
  remarks jsonb NOT NULL,
  -- Names, sizes and digests of its files, once they are on disk.
  files jsonb,
  fixed_at timestamptz NOT NULL,
  written_at timestamptz
);

CREATE TABLE publicity_rows (
  package_id text NOT NULL REFERENCES publicity_packages,
  -- LICENCE, PENALTY, COURT_LIST; WITHDRAWAL takes back a row of one of these.
  part text NOT NULL,
  -- Place in its file, from 1.
  position int NOT NULL,
  department text NOT NULL,
  record_id text NOT NULL,
  credit_code text NOT NULL,
  cells jsonb NOT NULL,
  digest text NOT NULL,
  -- Digest of document, authority and party: the same from two departments is published once. Null: a withdrawal.
  document text,
  -- SENT, ACCEPTED, REJECTED
  state text NOT NULL DEFAULT 'SENT',
  reason text,
  answered_on date,
  PRIMARY KEY (package_id, part, position)
);
CREATE INDEX publicity_rows_document ON publicity_rows (document) WHERE state <> 'REJECTED';
CREATE INDEX publicity_rows_record ON publicity_rows (record_id, package_id);

CREATE TABLE publicity_acknowledgements (
  digest text PRIMARY KEY,
  name text NOT NULL,
  package_id text NOT NULL REFERENCES publicity_packages,
  taken_at timestamptz NOT NULL,
  counts jsonb NOT NULL,
  problems jsonb NOT NULL
);

-- What departments that can only be asked said of the organisations that are known: nobody can list theirs otherwise.
CREATE TABLE publicity_sweeps (
  department text NOT NULL,
  credit_code text NOT NULL,
  -- As of when the facts hold; null: never answered.
  answered_at timestamptz,
  facts jsonb NOT NULL DEFAULT '[]',
  due_at timestamptz NOT NULL,
  PRIMARY KEY (department, credit_code)
);
CREATE INDEX publicity_sweeps_due ON publicity_sweeps (department, due_at);
