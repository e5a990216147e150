import type { Database } from '../../subgraphs/database/database.ts';
import type { Desk, GivenCommand } from '../../subgraphs/measures/desk/desk.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import { metricCodes } from '../../subgraphs/supervision/metrics.ts';
import { readPeriod } from '../../subgraphs/supervision/period.ts';
import { figuresOf } from '../../subgraphs/supervision/resolvers.ts';
import { openTables } from '../../subgraphs/open-tables.ts';
import { createWorkingDayCount } from '../../subgraphs/supervision/working-days-between.ts';
import { openEmpty } from '../measures/databases.ts';
import { departments, initiation, openDesk } from '../measures/measures.ts';
import { median, timed, type BenchParts, type Measured } from '../suite.ts';

const reckoning = { deadlines: loadDeadlines() };
const tables = openTables([]);
const evidence = { title: '办结材料', sha256: 'b'.repeat(64) };

/**
 * Every figure of a month in which something happened to each of so many measures, against the same where there are ten
 * times fewer: what a measure costs must not grow with how many there are.
 */
export async function measureSupervision({ postgresUrl, quick, say }: BenchParts): Promise<Measured> {
  const few = quick ? 1000 : 10_000;
  const many = few * 10;
  const costs: Record<number, number> = {};
  const figures = [];
  for (const count of [few, many]) {
    say(`all figures of a month over ${count} measures`);
    const { events, heapMiB, ms } = await monthOf(postgresUrl, count);
    costs[count] = ms / count;
    figures.push(
      { what: `all figures of a month, ${count} measures with ${events} events`, value: ms / 1000, unit: 's' },
      { what: `of one of ${count} measures`, value: ms / count, unit: 'ms' },
      { what: `most heap in use meanwhile, ${count} measures`, value: heapMiB, unit: 'MiB' },
    );
  }
  return {
    title: 'Supervision: all figures of a month',
    ratios: { [`supervision.month.among${many}.vsAmong${few}`]: costs[few]! / costs[many]! },
    figures,
  };
}

async function monthOf(url: string | null, count: number) {
  const database = await openEmpty(url);
  try {
    await fill(database, count);
    const [counted] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM measure_events');
    const runs: number[] = [];
    let heap = 0;
    const watch = setInterval(() => (heap = Math.max(heap, process.memoryUsage().heapUsed)), 20);
    for (let run = 0; run < runsOf(count); run += 1) runs.push(await timed(() => countMonth(database, count)));
    clearInterval(watch);
    return { ms: median(runs), events: counted!.n, heapMiB: heap / 2 ** 20 };
  } finally {
    await database.close();
  }
}

/** The first runs over few also warm up; over very many one takes long enough to be certain. */
const runsOf = (count: number): number => (count > 10_000 ? 1 : 3);

/** A figure that does not count every measure would measure nothing. */
async function countMonth(queries: Database, count: number): Promise<void> {
  const period = readPeriod({ of: '2026-07' }, '2026-09-01');
  const counting = { period, count: createWorkingDayCount(), reckoning, tables };
  const figures = await figuresOf({ queries, counting, department: null }, metricCodes);
  const began = figures.find(({ id }) => id === 'INCENTIVE_SHARE')?.denominator;
  if (began !== count) throw new Error(`${began} of ${count} measures were counted`);
}

/** One measure with a life of a dozen events, and copies of it, each under an id of its own; nothing is due of every other. */
async function fill(database: Database, count: number): Promise<void> {
  const desk = await openDesk(database);
  const by = { role: 'officer', department: 'department-a', id: 'bench' } as const;
  const { measure } = await desk.initiate(initiation(1), { by, idempotencyKey: 'bench' });
  await live(database, desk, measure.facts.measureId);
  const own = `m.measure_id || '-' || n`;
  await database.query(
    `INSERT INTO measures SELECT ${own}, version, credit_code, item_code, kind, status, initiator, determiner,
       document_number || n, initiated_at, CASE WHEN n % 2 = 0 THEN due_on END, next_timer_at, provisional, state FROM measures m, generate_series(2, $1) n`,
    [count],
  );
  await database.query(
    `INSERT INTO measure_events SELECT ${own}, version, type, at, jsonb_set(event, '{measureId}', to_jsonb(${own}))
     FROM measure_events m, generate_series(2, $1) n`,
    [count],
  );
  await database.query('ANALYZE');
}

/** Four departments are told, three have seen it, two have done it; the others are late at the end of the month. */
async function live(database: Database, desk: Desk, measureId: string): Promise<void> {
  const orders = await database.query<{ order_id: string; department: string }>(
    'SELECT order_id, department FROM measure_orders ORDER BY department',
  );
  const idOf = (at: number) => orders.find(({ department }) => department === departments[at])!.order_id;
  const tell = [0, 1, 2, 3].map((at): GivenCommand => ({ type: 'markDelivered', orderId: idOf(at) }));
  await desk.giveByItself(measureId, tell);
  for (const at of [0, 1, 2]) {
    const by = { role: 'officer', department: departments[at]!, id: 'bench' } as const;
    const give = (command: GivenCommand) =>
      desk.give(measureId, command, { by, idempotencyKey: `${command.type} ${at}` });
    await give({ type: 'acknowledgeOrder', orderId: idOf(at) });
    if (at === 2) continue;
    const outcome = { kind: 'IMPLEMENTED', doneOn: '2026-07-06', evidence: [evidence] } as const;
    await give({ type: 'reportOutcome', orderId: idOf(at), outcome });
  }
}
