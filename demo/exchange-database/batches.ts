import type { Clock } from '../../subgraphs/connector/protocol.ts';
import { localDay, nextExpected, type Timetable } from '../../subgraphs/connector/timetable.ts';
import type { Row, Tables } from './row.ts';

/** The table in which a department notes what it has written, in its own names. */
export interface BatchRegister {
  readonly table: string;
  readonly batch: string;
  readonly of: string;
  readonly rows: string;
  readonly at: string;
  /** When a writing of all tables is over. */
  readonly doneOn: Timetable;
}

const DAY_MS = 86_400_000;
const KEPT = 2;

/** The tables that are written whole, and their register as it stands at this moment: the last two batches. */
export function withBatches(
  tables: Tables,
  register: BatchRegister,
  clock: Clock,
): ReadonlyMap<string, readonly Row[]> {
  const own = Object.entries(tables).filter(([table]) => table !== register.table);
  const batches = lastDays(register.doneOn, clock.now()).flatMap((day) =>
    own.map(([table, rows]) => ({
      [register.batch]: day.replaceAll('-', ''),
      [register.of]: table,
      [register.rows]: String(rows.length),
      [register.at]: `${day} ${register.doneOn.at}:00`,
    })),
  );
  return new Map<string, readonly Row[]>([...own, [register.table, batches]]);
}

/** The last days on which the timetable came true, the oldest first. */
function lastDays(timetable: Timetable, now: number): string[] {
  const days: string[] = [];
  for (let before = now - DAY_MS; days.length < KEPT; before -= DAY_MS) {
    const at = nextExpected(timetable, before);
    if (at <= now && !days.includes(localDay(at))) days.unshift(localDay(at));
  }
  return days;
}
