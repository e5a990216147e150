-- What was received from departments that deliver or are mirrored, kept for good: `deliveries` has only the newest
-- version of each. Rows are added, never changed.
CREATE TABLE delivery_receipts (
  receipt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department text NOT NULL,
  record_set text NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  kind text NOT NULL,
  position text NOT NULL,
  received_at timestamptz NOT NULL,
  counts jsonb NOT NULL,
  -- Taken over from `deliveries` when counting began: earlier versions of it were not counted.
  carried_over boolean NOT NULL DEFAULT false
);
CREATE INDEX delivery_receipts_received_at ON delivery_receipts (received_at);
CREATE INDEX delivery_receipts_name ON delivery_receipts (department, record_set, name, receipt_id);
CREATE INDEX delivery_receipts_position ON delivery_receipts (department, record_set, position);
INSERT INTO delivery_receipts (department, record_set, name, digest, kind, position, received_at, counts, carried_over)
  SELECT department, record_set, name, digest, kind, position, received_at, counts, true FROM deliveries ORDER BY received_at;

-- When rows came into quarantine or the unlinked queue, and when they left it: a row that left is deleted there.
CREATE TABLE kept_row_findings (
  queue text NOT NULL,
  department text NOT NULL,
  record_set text NOT NULL,
  row_key text NOT NULL,
  row_ref text NOT NULL,
  reason text NOT NULL,
  found_at timestamptz NOT NULL,
  cleared_at timestamptz,
  PRIMARY KEY (department, record_set, queue, row_key, found_at)
);
CREATE INDEX kept_row_findings_found_at ON kept_row_findings (found_at);
INSERT INTO kept_row_findings (queue, department, record_set, row_key, row_ref, reason, found_at)
  SELECT 'quarantine', department, record_set, row_key, row_ref, reason, first_seen_at FROM quarantine
  UNION ALL SELECT 'unlinked', department, record_set, row_key, row_ref, reason, first_seen_at FROM unlinked;
