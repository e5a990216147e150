-- The acceptance that rests on a decision is looked for by its receipt, for each decision of a period.
CREATE INDEX acceptances_by_receipt ON acceptances ((state#>>'{facts,receipt}'));
