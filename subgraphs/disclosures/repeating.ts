export interface Repeating {
  /** Ends it; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Does something now and then, never twice at once. `work` sees to its own failures. */
export function repeat(everyMs: number, work: () => Promise<void>): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let under = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      under = once();
    }, everyMs).unref();
  };
  async function once(): Promise<void> {
    await work();
    if (!stopped) next();
  }
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await under;
    },
  };
}
