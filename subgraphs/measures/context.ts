import type { CatalogueItem } from './catalogue/catalogue-item.ts';
import type { Reckoning } from './rules/deadlines.ts';
import type { RepairRules } from './rules/repair-rules.ts';
import type { SourceSeen } from './state/source-seen.ts';

/** What a decision may look at beside the measure itself; read in the same transaction as the measure, but for `source`. */
export interface Context extends Reckoning {
  readonly repairRules: RepairRules;
  /** For `initiateMeasure`: the item that it names, as it stands today; null: there is none. */
  readonly item: CatalogueItem | null;
  /**
   * For `initiateMeasure`: id of a running measure against the same organisation by the same item on the same
   * determination (department and document number); null: none.
   */
  readonly runningAlike: string | null;
  /** For `initiateMeasure`: what was seen of its source record before the transaction; absent: nobody looked. */
  readonly source?: SourceSeen;
  /** For `applyForRepair`: the organisation may not apply before this day has passed; null: it may. */
  readonly repairBarredUntil: string | null;
}
