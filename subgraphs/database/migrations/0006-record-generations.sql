-- Generation under which records of a department are kept in a cache: raised, all that was kept before is left behind.
-- The row '' is of departments without one of their own. Random, so that no generation of another database, or of one
-- that was begun anew, is ever met in a Redis that outlived it.
CREATE TABLE record_generations (
  department text PRIMARY KEY,
  generation text NOT NULL DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 12),
  raised_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO record_generations (department) VALUES ('');
