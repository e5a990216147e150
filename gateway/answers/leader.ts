import type { Beginning } from './answers.ts';
import type { Landing } from './flights.ts';
import type { KnownCaller } from '../front/known-callers.ts';
import type { Question } from './question.ts';

/** A request that is executed, and whose answer may be given to others. */
export interface Leader {
  readonly question: Question;
  readonly by: KnownCaller;
  readonly from: Beginning;
  /** Ends the flight that others wait for. */
  readonly land: (landing: Landing) => void;
}
