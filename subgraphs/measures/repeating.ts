import type { Logger } from 'pino';

/** Work that is looked for again and again while the process runs. */
export interface Repeating {
  /** There may be something to do: looks at once, or again after the look under way. */
  nudge(): void;
  /** Settles when the look under way has ended; there is no further one. */
  stop(): Promise<void>;
}

export interface Repeated {
  /** For the log. */
  readonly what: string;
  readonly everyMs: number;
  readonly log: Logger;
  /** One look; true: there may be more, so that it is looked again at once. */
  readonly work: () => Promise<boolean>;
}

/** A look that fails is told to the log and repeated after the usual time: what it was about still lies there. */
export function repeat({ what, everyMs, log, work }: Repeated): Repeating {
  let stopped = false;
  let wanted = false;
  let underWay: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Whether another look is wanted at once. */
  async function lookOnce(): Promise<boolean> {
    wanted = false;
    return ((await work()) || wanted) && !stopped;
  }

  async function look(): Promise<void> {
    try {
      while (await lookOnce());
    } catch (error) {
      if (!stopped) log.error({ err: error, what }, 'repeated work failed');
    }
    underWay = null;
    if (!stopped) timer = setTimeout(begin, everyMs);
  }

  function begin(): void {
    clearTimeout(timer);
    underWay ??= look();
  }

  begin();
  return {
    nudge() {
      wanted = true;
      if (!stopped && underWay === null) begin();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
