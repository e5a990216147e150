import type { Logger } from 'pino';
import type { LoadDirectory } from '../connector/directory.ts';
import type { Department } from '../connector/load-departments.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database, Queries } from '../database/database.ts';

export interface UploadParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Every department, connected here or not. */
  readonly departments: readonly Department[];
  readonly directory: (queries: Queries) => LoadDirectory;
  /** Looks at a department once more, where this process serves it: how it stands has changed. */
  readonly lookAgain: (department: string) => Promise<void>;
  readonly newId: () => string;
  /** As it is composed. */
  readonly sdl: string;
}

/** One command on one department's uploads at a time, in all processes; to be taken first in a transaction. */
export async function oneAtATime(queries: Queries, department: string): Promise<void> {
  await queries.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`uploads ${department}`]);
}
