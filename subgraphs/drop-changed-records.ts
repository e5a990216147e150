import type { Logger } from 'pino';
import type { Change, ChangeListener } from '../schema/changes/change.ts';
import type { RecordInvalidation } from './cache/record-invalidation.ts';

/** Has kept records follow what changes: those named, or all of a department. */
export function dropChangedRecords(
  records: RecordInvalidation,
  departments: readonly string[],
  log: Logger,
): ChangeListener {
  const letGo = async ({ creditCodes, departments: named = departments }: Change): Promise<void> => {
    const ours = named.filter((name) => departments.includes(name));
    await Promise.all(
      ours.flatMap((department) =>
        creditCodes === undefined
          ? [records.raise(department)]
          : creditCodes.map((code) => records.drop(department, code)),
      ),
    );
  };
  return {
    changed: (change) => {
      letGo(change).catch((error: unknown) => log.warn({ err: error }, 'kept records could not be let go of'));
    },
  };
}
