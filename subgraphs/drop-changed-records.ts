import type { Logger } from 'pino';
import type { Change, ChangeListener } from '../schema/changes/change.ts';
import type { RecordInvalidation } from './cache/record-invalidation.ts';

/** Has kept records follow what changes. `departments`: those that are asked, of which records are kept. */
export function dropChangedRecords(
  records: RecordInvalidation,
  departments: readonly string[],
  log: Logger,
): Required<ChangeListener> {
  const letGo = async ({ creditCodes, departments: named = departments }: Change, isOurs: boolean): Promise<void> => {
    const kept = named.filter((name) => departments.includes(name));
    if (creditCodes !== undefined) await Promise.all(kept.map((department) => records.drop(department, creditCodes)));
    else if (isOurs) await Promise.all(kept.map((department) => records.raise(department)));
    else if (kept.length > 0) await records.reread();
  };
  return {
    changed: (change, from) => {
      letGo(change, from === 'here').catch((error: unknown) =>
        log.warn({ err: error }, 'kept records could not be let go of'),
      );
    },
    lost: () => records.trust(false),
    back: () => records.trust(true),
  };
}
