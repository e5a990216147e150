import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Purpose } from '../../schema/access/purpose.ts';
import type { Question } from '../answers/question.ts';
import type { SpentRate } from '../plugins/use-rate-limit.ts';
import type { KnownCaller } from './known-callers.ts';

/** What a body asks, and the text of its document. */
export interface Sent {
  readonly question: Question;
  readonly text: string;
  /** Its document is one of our own clients'. */
  readonly trusted: boolean;
}

/** To whom an answer is given. */
export interface Receiver {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly by: KnownCaller;
  readonly purpose: Purpose | null;
  /** How the client stands to its rate with this request, which was counted once; null: it has none. */
  readonly rate: SpentRate | null;
  /** By performance.now(). */
  readonly startedAt: number;
}

/** A request that was read before it came to the application. */
export interface Asked extends Sent {
  readonly receiver: Receiver;
  /** To the application, which reads it once more, and says what is wrong with it. */
  readonly passOn: () => void;
}
