-- What the district owes the city platform, on its way. Claimed and leased as order_deliveries are.
CREATE TABLE city_messages (
  message_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The same for every try: by it the platform sees a repetition.
  key text NOT NULL UNIQUE,
  -- MEASURE, LISTING, or the part of a row of publication: LICENCE, PENALTY, COURT_LIST, WITHDRAWAL
  kind text NOT NULL,
  content jsonb NOT NULL,
  -- WAITING, SENT, ACCEPTED, REJECTED, DEAD (given up; an operator can send it again)
  state text NOT NULL DEFAULT 'WAITING',
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  claimed_until timestamptz,
  error_code text,
  -- Why it was rejected.
  reason text,
  -- How often the platform had nothing under its key after it had taken it.
  lost int NOT NULL DEFAULT 0,
  checked_at timestamptz,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz
);
CREATE INDEX city_messages_waiting ON city_messages (message_id) WHERE state = 'WAITING';
CREATE INDEX city_messages_sent ON city_messages (sent_at) WHERE state = 'SENT';

-- How far the events of measures have been made into messages, and how far the platform has been read.
CREATE TABLE city_positions (
  name text PRIMARY KEY,
  position bigint NOT NULL
);
INSERT INTO city_positions (name, position) VALUES ('measures', 0), ('inbound', 0);

-- What the platform has said, and what became of it.
CREATE TABLE city_inbound (
  sequence bigint PRIMARY KEY,
  kind text NOT NULL,
  -- TAKEN, REPEATED (known before), REFUSED (with the code)
  result text NOT NULL,
  code text,
  received_at timestamptz NOT NULL
);

-- Entries on lists that the city keeps.
CREATE TABLE city_listings (
  listing_id text PRIMARY KEY,
  credit_code text NOT NULL,
  sequence bigint NOT NULL,
  listing jsonb NOT NULL
);
CREATE INDEX city_listings_credit_code ON city_listings (credit_code);

-- What units of the city report of the district's measures.
CREATE TABLE city_feedback (
  feedback_id text PRIMARY KEY,
  measure_id text NOT NULL,
  feedback jsonb NOT NULL
);
CREATE INDEX city_feedback_measure ON city_feedback (measure_id);
