import type { Clock } from '../connector/protocol.ts';
import type { MeasuresOf } from '../eligibility/eligibility-parts.ts';
import type { RepairRules } from '../measures/rules/repair-rules.ts';
import type { CreditLists } from './lists/credit-list.ts';

export interface RecordsParts {
  readonly clock: Clock;
  /** Its SDL as it is composed, with the sections of all departments. */
  readonly sdl: string;
  /** Folders of all departments, served here or elsewhere. */
  readonly departments: readonly string[];
  readonly measuresOf: MeasuresOf;
  readonly repairRules: RepairRules;
  readonly lists: CreditLists;
}
