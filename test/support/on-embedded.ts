import { isLong } from './measures-proof.ts';
import { postgres } from './postgres.ts';

/**
 * The half of a proof that runs on the embedded database, with which a process takes twice as long to start. Where there
 * is a PostgreSQL server the usual run takes the other half alone, and names what it skips; the long run takes both.
 */
export const onEmbedded =
  isLong || !postgres.isThere ? { describe, test } : { describe: describe.skip, test: test.skip };
