import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import { atLocal, localDay } from '../../../subgraphs/connector/timetable.ts';
import type { Tables } from './rows.ts';
import type { Row } from './sample-rows.ts';

const DAY_MS = 86_400_000;
const HALF_WRITTEN = 0.6;

/** The tables as they are at this moment: written anew from 04:00, registered in QZ_ZT at 04:10. */
export function tablesAt(tables: Tables, clock: Clock): ReadonlyMap<string, readonly Row[]> {
  const now = clock.now();
  const day = localDay(now);
  const writing = now >= atLocal(day, '04:00') && now < atLocal(day, '04:10');
  const batches = [DAY_MS, 0]
    .map((before) => localDay(now - before))
    .filter((one) => atLocal(one, '04:10') <= now)
    .flatMap((one) => Object.entries(tables).map(([table, rows], at) => batch(one, table, rows.length, at)));
  const held = Object.entries(tables).map(
    ([table, rows]) => [table, writing ? rows.slice(0, Math.floor(rows.length * HALF_WRITTEN)) : rows] as const,
  );
  return new Map<string, readonly Row[]>([...held, ['QZ_ZT', batches]]);
}

function batch(day: string, table: string, rows: number, at: number): Row {
  return { PC: day.replaceAll('-', ''), BM: table, ZHS: String(rows), WCSJ: `${day} 04:09:5${at}` };
}
