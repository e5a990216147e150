import type { CatalogueItem } from './catalogue/catalogue-item.ts';
import type { Reckoning } from './rules/deadlines.ts';
import type { RepairRules } from './rules/repair-rules.ts';

/** What a decision may look at beside the measure itself; read in the same transaction as the measure. */
export interface Context extends Reckoning {
  readonly repairRules: RepairRules;
  /** For `initiateMeasure`: the item that it names, as it stands today; null: there is none. */
  readonly item: CatalogueItem | null;
  /**
   * For `initiateMeasure`: id of a running measure against the same organisation by the same item on the same
   * determination (department and document number); null: none.
   */
  readonly runningAlike: string | null;
  /** For `applyForRepair`: the organisation may not apply before this day has passed; null: it may. */
  readonly repairBarredUntil: string | null;
}
