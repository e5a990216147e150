import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../demo/random.ts';
import { longestTermDays, type Driver } from './measures-driver.ts';
import type { ProcessSettings } from './measures-process.ts';
import type { Spawned, Stage } from './measures-stage.ts';

export interface Killed {
  /** The process that lives at the end. */
  readonly survivor: Spawned;
  /** How many were killed before they served at all. */
  readonly whileStarting: number;
}

export interface KillingParts {
  readonly stage: Stage;
  readonly driver: Driver;
  readonly database: Pick<ProcessSettings, 'databaseUrl' | 'dataDir'>;
  readonly seed: number;
  readonly kills: number;
  /** Told where the process that lives now serves. */
  readonly onServing: (url: string) => void;
}

/** Measures that may begin in one life of the process. */
const measuresALife = 6;
const longestLifeMs = 2000;
const longestStartMs = 3000;

/** Kills the process at random moments, some while it starts, and has the next one start some days later. */
export async function killAtRandom(parts: KillingParts): Promise<Killed> {
  const { database, driver, kills, onServing, stage } = parts;
  const random = createRandom(parts.seed, 'killer');
  let whileStarting = 0;
  for (let kill = 0; ; kill += 1) {
    // The last one finds that whatever term began has ended meanwhile.
    stage.passDays(kill < kills ? random.whole(1, 3) : longestTermDays + 1);
    const spawned = stage.spawn(database);
    const early = kill > 0 && kill < kills && random.chance(0.2);
    const moment = random.next();
    if (early) {
      const served = await Promise.race([spawned.serving.then(() => true), pause(moment * longestStartMs, false)]);
      if (!served) whileStarting += 1;
    } else {
      onServing((await spawned.serving).url);
      driver.allow(measuresALife);
      if (kill >= kills) return { survivor: spawned, whileStarting };
      await pause(moment * longestLifeMs);
    }
    await killHard(spawned);
  }
}

export async function killHard({ child }: Spawned): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('it had ended by itself');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
