import type { KeptAnswer } from './kept-answer.ts';

/** How an execution ended that others wait for; null: it is of no use to them, and they ask for themselves. */
export type Landing = KeptAnswer | null;

export interface Flights {
  /** The execution of this key that is under way. */
  of(key: string): Promise<Landing> | undefined;
  /** Begins one; the result ends it, once. */
  begin(key: string): (landing: Landing) => void;
}

/** Identical requests that come while one is executed wait for it, and share how it ends, failure included. */
export function createFlights(): Flights {
  const flying = new Map<string, Promise<Landing>>();
  return {
    of: (key) => flying.get(key),
    begin(key) {
      const { promise, resolve } = Promise.withResolvers<Landing>();
      flying.set(key, promise);
      return (landing) => {
        if (flying.get(key) === promise) flying.delete(key);
        resolve(landing);
      };
    },
  };
}
