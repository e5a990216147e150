import type { CreditCode } from '../../schema/credit-code.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Random } from './decisions/receipt.ts';
import type { Matter } from './matters/matter.ts';
import type { GreenChannelRule } from './rules/green-channel-rule.ts';
import type { DepartmentLimit } from './screening/estimate.ts';
import type { MeasureSeen } from './verdict/measure-seen.ts';

/**
 * Every measure, running or ended, against or for these organisations; one without any need not be in the map. Rejects
 * when they cannot be read: no answer must not look like no measure.
 */
export type MeasuresOf = (codes: readonly CreditCode[]) => Promise<ReadonlyMap<CreditCode, readonly MeasureSeen[]>>;

export interface EligibilityParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Its SDL as it is composed, with the sections of all departments. */
  readonly sdl: string;
  /** Folders of all departments, served here or elsewhere. */
  readonly departments: readonly string[];
  readonly measuresOf: MeasuresOf;
  readonly random: Random;
  /** A new identifier, never given before. */
  readonly newId: () => string;
  readonly rules: readonly GreenChannelRule[];
  readonly matters: readonly Matter[];
  /** Limits of departments, from which a batch says how long it takes. */
  readonly limits: readonly DepartmentLimit[];
  /** The share of each rate that batches have together. */
  readonly batchShare: number;
}
