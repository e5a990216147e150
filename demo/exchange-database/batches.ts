import { daysAfter } from '../days.ts';
import type { Clock } from '../../subgraphs/connector/protocol.ts';
import { atLocal, localDay, type TimeOfDay } from '../../subgraphs/connector/timetable.ts';
import type { Row, Tables } from './row.ts';

/** The table in which a department notes what it has written, in its own names. */
export interface BatchRegister {
  readonly table: string;
  readonly batch: string;
  readonly of: string;
  readonly rows: string;
  readonly at: string;
  /** When a night's writing is over. */
  readonly doneAt: TimeOfDay;
}

/** The tables that were written whole, and their register as it stands at this moment: the batches of two nights. */
export function withBatches(
  tables: Tables,
  register: BatchRegister,
  clock: Clock,
): ReadonlyMap<string, readonly Row[]> {
  const now = clock.now();
  const today = localDay(now);
  const own = Object.entries(tables).filter(([table]) => table !== register.table);
  const batches = [daysAfter(today, -1), today]
    .filter((day) => atLocal(day, register.doneAt) <= now)
    .flatMap((day) =>
      own.map(([table, rows]) => ({
        [register.batch]: day.replaceAll('-', ''),
        [register.of]: table,
        [register.rows]: String(rows.length),
        [register.at]: `${day} ${register.doneAt}:00`,
      })),
    );
  return new Map<string, readonly Row[]>([...own, [register.table, batches]]);
}
