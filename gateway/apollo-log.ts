import type { Logger } from 'pino';

type Say = (message?: unknown) => void;

/** Apollo's own remarks in our log. What it finds worth telling at every start is of no interest at ours. */
export function apolloLog(log: Logger): { debug: Say; info: Say; warn: Say; error: Say } {
  return {
    debug: (message) => log.trace(String(message)),
    info: (message) => log.debug(String(message)),
    warn: (message) => log.warn(String(message)),
    error: (message) => log.error(String(message)),
  };
}
