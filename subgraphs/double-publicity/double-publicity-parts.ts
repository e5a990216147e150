import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { JudgeParts } from './sources/judge.ts';
import type { PublishedDepartment } from './sources/published-department.ts';

export interface DoublePublicityParts extends JudgeParts {
  readonly clock: Clock;
  readonly database: Database;
  /** Its SDL as it is composed, with the sections of all departments. */
  readonly sdl: string;
  /** All departments, served here or elsewhere. */
  readonly departments: readonly PublishedDepartment[];
}
