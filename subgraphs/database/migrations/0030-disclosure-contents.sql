-- What an answer discloses is kept once a month under its digest, however often the answer is given; an entry refers to
-- it. Entries of before stay in `disclosures`, on the same chain.
CREATE TABLE disclosure_contents (
  month date NOT NULL,
  -- Digest of what follows, by the algorithm of the groups that refer to it.
  content text COLLATE "C" NOT NULL,
  operation text,
  document text NOT NULL,
  organisations text[] NOT NULL,
  measures text[] NOT NULL,
  fields text[] NOT NULL,
  -- [department, state, oldest asOf, places in `organisations`, or how many]
  sections jsonb NOT NULL,
  rights text[] NOT NULL,
  commands jsonb NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (content, month)
) PARTITION BY RANGE (month);
CREATE INDEX disclosure_contents_organisations ON disclosure_contents USING gin (organisations);

CREATE TABLE disclosure_entries (
  month date NOT NULL,
  seq bigint NOT NULL,
  id text NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  request_id text NOT NULL,
  role text,
  department text,
  subject text,
  client text,
  speaks_for text,
  purpose text,
  case_number text,
  hidden_until timestamptz(3),
  content text COLLATE "C" NOT NULL,
  PRIMARY KEY (seq, month)
) PARTITION BY RANGE (month);
CREATE INDEX disclosure_entries_content ON disclosure_entries (content, seq);
CREATE INDEX disclosure_entries_department ON disclosure_entries (department, seq) WHERE department IS NOT NULL;

CREATE TRIGGER disclosure_contents_are_kept BEFORE UPDATE OR DELETE ON disclosure_contents FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosure_contents_stay BEFORE TRUNCATE ON disclosure_contents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosure_entries_are_kept BEFORE UPDATE OR DELETE ON disclosure_entries FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disclosures();
CREATE TRIGGER disclosure_entries_stay BEFORE TRUNCATE ON disclosure_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_disclosures();

-- All entries of either form, for people who look by hand.
CREATE VIEW disclosure_log AS
  SELECT month, seq, id, at, kind, request_id, role, department, subject, client, speaks_for, purpose, case_number,
    operation, document, organisations, measures, fields, sections, rights, commands, digest, hidden_until
  FROM disclosures
  UNION ALL
  SELECT month, seq, id, at, kind, request_id, role, department, subject, client, speaks_for, purpose, case_number,
    operation, document, organisations, measures, fields, sections, rights, commands, digest, hidden_until
  FROM disclosure_entries LEFT JOIN disclosure_contents USING (month, content);

CREATE INDEX disclosure_entries_retirement ON disclosure_entries (seq) WHERE kind = 'RETIREMENT';
