import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import { patience } from '../delivery/failures.ts';
import { repeat, type Repeating } from '../repeating.ts';
import { createPoster, type Poster, type Subscriber } from './signed-post.ts';
import { subscribe, tell } from './tell.ts';

export interface TellingParts {
  readonly database: Database;
  readonly log: Logger;
  readonly subscribers: ReadonlyMap<string, Subscriber>;
}

export interface Telling {
  nudge(): void;
  stop(): Promise<void>;
}

const everyMs = 1000;
/** A batch is told one event after the other, each of which may take its whole time. */
const leaseMs = 300_000;

/** Each department's program has a loop of its own: one that does not answer keeps no other from hearing. */
export async function startTelling({ database, log, subscribers }: TellingParts): Promise<Telling> {
  let ending = false;
  const stopping = () => ending;
  const loops: { readonly poster: Poster; readonly loop: Repeating }[] = [];
  for (const [department, subscriber] of subscribers) {
    await subscribe(database, department);
    const poster = createPoster(subscriber);
    const work = () => tell({ database, department, poster, patience, leaseMs, stopping, now: Date.now });
    loops.push({ poster, loop: repeat({ what: `events for ${department}`, everyMs, log, work }) });
  }
  return {
    nudge() {
      for (const { loop } of loops) loop.nudge();
    },
    async stop() {
      ending = true;
      await Promise.all(loops.map(({ loop }) => loop.stop()));
      for (const { poster } of loops) poster.close();
    },
  };
}
