import { daysAfter } from '../../days.ts';
import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import { atLocal, localDay } from '../../../subgraphs/connector/timetable.ts';
import type { Tables } from './rows.ts';
import type { Row } from '../../exchange-database/row.ts';

const HALF_WRITTEN = 0.6;

/** The tables as they are at this moment: written anew from 04:00, registered in QZ_ZT at 04:10. */
export function tablesAt(tables: Tables, clock: Clock): ReadonlyMap<string, readonly Row[]> {
  const now = clock.now();
  const day = localDay(now);
  const writing = now >= atLocal(day, '04:00') && now < atLocal(day, '04:10');
  const held = Object.entries(tables).map(
    ([table, rows]) => [table, writing ? rows.slice(0, Math.floor(rows.length * HALF_WRITTEN)) : rows] as const,
  );
  return new Map<string, readonly Row[]>([...held, ['QZ_ZT', batchesAt(tables, clock)]]);
}

/** What QZ_ZT says at this moment: the batches of the last two nights. */
export function batchesAt(tables: Tables, clock: Clock): Row[] {
  const now = clock.now();
  const today = localDay(now);
  return [daysAfter(today, -1), today]
    .filter((one) => atLocal(one, '04:10') <= now)
    .flatMap((one) => Object.entries(tables).map(([table, rows], at) => batch(one, table, rows.length, at)));
}

function batch(day: string, table: string, rows: number, at: number): Row {
  return { PC: day.replaceAll('-', ''), BM: table, ZHS: String(rows), WCSJ: `${day} 04:09:5${at}` };
}
