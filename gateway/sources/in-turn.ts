import { setImmediate } from 'node:timers/promises';

let last = Promise.resolve();

/** One after the other, others being served in between: answers that take long to read often come together. */
export function inTurn(): Promise<void> {
  last = last.then(() => setImmediate());
  return last;
}
