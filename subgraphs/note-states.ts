import { shown } from './connector/check-connector.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import type { Standing } from './connector/section.ts';
import { nextExpected } from './connector/timetable.ts';
import type { Queries } from './database/database.ts';
import { saveDepartmentState, type DepartmentState } from './register/department-state.ts';

/** Writes down how a department stands after it was asked; `section` is the one that says most. */
export type NoteState = (section: Standing | null, connected: boolean) => Promise<void>;

/** A state that has not changed is written this seldom. */
const EVERY_MS = 10_000;

/** Where nobody has asked yet nothing is known of a connected department: its state is null. */
export function noteStates(
  { connector, name }: Department,
  { clock, database }: { clock: Clock; database: Queries },
): NoteState {
  let last = { state: '', atMs: 0 };
  return async (section, connected) => {
    const atMs = clock.now();
    const state: DepartmentState = {
      name,
      title: connector.title,
      protocol: connector.protocol.name,
      mode: connector.protocol.mode,
      connected,
      offers: shown(connector).map(([recordSet, set]) => ({
        recordSet,
        type: set.type,
        catalogueItem: set.catalogue.item,
        catalogueEdition: set.catalogue.edition,
      })),
      state: section?.source.state ?? (connected ? null : 'NOT_CONNECTED'),
      lastAnswerAtMs: section?.source.asOf == null ? null : Date.parse(section.source.asOf),
      lastError: (section?.error as { code?: string } | null | undefined)?.code ?? null,
      nextExpected:
        section?.source.nextExpected ??
        (connector.updates === undefined ? null : new Date(nextExpected(connector.updates, atMs)).toISOString()),
    };
    const said = `${state.state} ${state.lastError}`;
    if (section !== null && last.state === said && atMs - last.atMs < EVERY_MS) return;
    last = { state: said, atMs };
    await saveDepartmentState(database, state, atMs);
  };
}
