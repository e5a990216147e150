import type { Logger } from 'pino';
import { createRounds } from './run-round.ts';
import type { ScreeningPorts } from './screening-ports.ts';

export interface ScreeningParts {
  readonly ports: ScreeningPorts;
  readonly now: () => number;
  readonly log: Logger;
  /** How often it is looked for new batches, in milliseconds; also after a failure. */
  readonly everyMs?: number;
}

/**
 * Works on batches until it is stopped. Any number of gateways may do so: what one has taken up is left to it for a while.
 * Stopping waits for the round that runs.
 */
export function startScreening({ everyMs = 5000, log, now, ports }: ScreeningParts): { stop(): Promise<void> } {
  const runRound = createRounds(ports, now);
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  async function work(): Promise<number> {
    try {
      for (;;) {
        const nextAtMs = await runRound();
        failing = false;
        if (stopped) return everyMs;
        const aheadMs = (nextAtMs ?? Number.POSITIVE_INFINITY) - now();
        if (aheadMs > 0) return Math.min(everyMs, aheadMs);
      }
    } catch (err) {
      if (!failing) log.warn({ err }, 'batches cannot be worked on; it is tried again');
      failing = true;
      return everyMs;
    }
  }

  function goOn(): void {
    running = work().then((aheadMs) => {
      if (stopped) return;
      timer = setTimeout(goOn, aheadMs);
      timer.unref();
    });
  }

  goOn();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
