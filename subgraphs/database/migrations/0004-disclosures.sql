-- Who saw what about whom. Entries are never changed; months are dropped whole, as retention says. One numbered chain.
CREATE TABLE disclosures (
  -- The month in which the group was written: an entry and its group lie in one partition.
  month date NOT NULL,
  seq bigint NOT NULL,
  id text NOT NULL,
  -- Milliseconds, as they are hashed.
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  request_id text NOT NULL,
  role text,
  department text,
  subject text,
  client text,
  -- Of a representative: the organisation for which it asked.
  speaks_for text,
  purpose text,
  case_number text,
  operation text,
  document text NOT NULL,
  organisations text[] NOT NULL,
  measures text[] NOT NULL,
  fields text[] NOT NULL,
  sections jsonb NOT NULL,
  rights text[] NOT NULL,
  commands jsonb NOT NULL,
  digest text NOT NULL,
  -- Until then the organisation is not shown that it was looked at; null: it is shown at once.
  hidden_until timestamptz(3),
  PRIMARY KEY (seq, month)
) PARTITION BY RANGE (month);
CREATE INDEX disclosures_organisations ON disclosures USING gin (organisations);
CREATE INDEX disclosures_department ON disclosures (department, seq);

-- Each group of entries: their hashes in order, the root of the tree over them, chained to the group before and signed.
CREATE TABLE disclosure_groups (
  number bigint PRIMARY KEY,
  month date NOT NULL,
  first_seq bigint NOT NULL,
  last_seq bigint NOT NULL,
  written_at timestamptz(3) NOT NULL,
  algorithm text NOT NULL,
  leaves bytea NOT NULL,
  root text NOT NULL,
  previous text NOT NULL,
  link text NOT NULL,
  key_id text NOT NULL,
  signature text NOT NULL
);

-- What a time-stamping authority (RFC 3161) says about the link of a group, and so about everything before it.
CREATE TABLE disclosure_timestamps (
  number bigint PRIMARY KEY REFERENCES disclosure_groups,
  at timestamptz(3) NOT NULL,
  token bytea NOT NULL
);

-- The end of the chain. Whoever writes moves it, so that two processes cannot both follow the same group.
CREATE TABLE disclosure_head (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  number bigint NOT NULL,
  seq bigint NOT NULL,
  link text NOT NULL
);
INSERT INTO disclosure_head (number, seq, link) VALUES (0, 0, '');

CREATE FUNCTION refuse_change_of_disclosures() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log of disclosures is only added to' USING ERRCODE = '55000'; END $$;
CREATE TRIGGER disclosures_are_kept BEFORE UPDATE OR DELETE ON disclosures FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosures_stay BEFORE TRUNCATE ON disclosures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosure_groups_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_groups FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosure_timestamps_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON disclosure_timestamps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures();
