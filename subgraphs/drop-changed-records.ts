import type { Logger } from 'pino';
import type { Change, ChangeListener, Origin } from '../schema/changes/change.ts';
import type { RecordInvalidation } from './cache/record-invalidation.ts';

/** Has kept records of asked departments follow what changes: those named, or all of a department. */
export function dropChangedRecords(
  records: RecordInvalidation,
  asked: readonly string[],
  log: Logger,
): Required<ChangeListener> {
  const letGo = async ({ creditCodes, departments = asked }: Change, origin: Origin): Promise<void> => {
    const named = departments.filter((name) => asked.includes(name));
    if (named.length === 0) return;
    if (creditCodes !== undefined) await Promise.all(named.map((name) => records.drop(name, creditCodes)));
    // A generation is raised once for each change, by whoever tells it first.
    else if (origin === 'elsewhere') await records.reread();
    else await Promise.all(named.map((name) => records.raise(name)));
  };
  return {
    changed: (change, origin) => {
      letGo(change, origin).catch((error: unknown) => log.warn({ err: error }, 'kept records could not be let go of'));
    },
    lost: () => records.trust(false),
    back: () => records.trust(true),
  };
}
