import type { Level } from './access/marks.ts';
import type { Purpose } from './access/purpose.ts';
import type { Caller } from './caller.ts';

/** Who asks, for what, and which rows of records they may see: what a gateway tells its subgraphs with every request. */
export interface Asking {
  /** As a verified token says; null: nobody has said. */
  readonly caller: Caller | null;
  /** As the request declares it; null: it does not say, or nobody asks for it. */
  readonly purpose: Purpose | null;
  /** Levels of records that may be given to this caller. */
  readonly levels: readonly Level[];
}

/** Nobody, as far as a host knows whom its gateway has not told: what is not PUBLIC is not for them. */
export const askingNobody: Asking = { caller: null, purpose: null, levels: ['PUBLIC'] };
