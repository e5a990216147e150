import type { Logger } from 'pino';

/** A department whose deliveries are looked for. */
export interface Collectable {
  readonly connected: boolean;
  /** Its rows are the keys of other departments' rows. */
  readonly isRegister: boolean;
  readonly everyMs: number;
  readonly collect: () => Promise<boolean>;
  readonly takeUpAgain: () => Promise<number>;
}

export interface Collecting {
  /** Settles when every department has been looked at once. */
  readonly first: Promise<void>;
  stop(): Promise<void>;
}

/** Looks at every department at once after the start, registers first, and then at its own interval. */
export function startCollecting(departments: readonly Collectable[], log: Logger): Collecting {
  const connected = departments.filter((one) => one.connected);
  const timers: NodeJS.Timeout[] = [];
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  /** Rows that had no organisation are read again once the register has learnt something. */
  async function relink(): Promise<void> {
    for (const one of connected) if (!stopped) await one.takeUpAgain();
  }

  async function look(one: Collectable): Promise<void> {
    const took = await one.collect();
    if (took && one.isRegister) await relink();
  }

  function run(work: () => Promise<void>): Promise<void> {
    const running = work()
      .catch((error: unknown) => {
        if (!stopped) log.error({ err: error }, 'looking for deliveries failed in our own code');
      })
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  }

  const first = run(async () => {
    for (const one of connected.toSorted((a, b) => Number(b.isRegister) - Number(a.isRegister)))
      if (!stopped) await one.collect();
    await relink();
    if (stopped) return;
    for (const one of connected) timers.push(setInterval(() => void run(() => look(one)), one.everyMs));
  });

  return {
    first,
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
