import type { Database } from '../../subgraphs/database/database.ts';
import { median, timed, type BenchParts, type Figure, type Measured } from '../suite.ts';
import { insertBare, readBareMeasures } from './bare-rows.ts';
import { openEmpty } from './databases.ts';
import { initiate, openDesk, spread } from './measures.ts';

/**
 * Initiations with ten implementing departments against bare inserts of the very same rows, in turn on the same
 * database; and an initiation where there are many measures already against one where there are few.
 */
export async function measureInitiations(parts: BenchParts): Promise<Measured> {
  const ratios: Record<string, number> = {};
  const figures: Figure[] = [];
  const places = [
    ...(parts.postgresUrl === null ? [] : [{ name: 'server', url: parts.postgresUrl, width: 8 }]),
    { name: 'embedded', url: null, width: 1 },
  ];
  for (const { name, url, width } of places) {
    parts.say(`initiations, ${name}`);
    const rounds = await againstBare(url, { rounds: parts.quick ? 5 : 9, perRound: parts.quick ? 100 : 300, width });
    const ratio = median(rounds.map(({ bareMs, deskMs }) => bareMs / deskMs));
    ratios[`measures.initiate.vsBareInserts.${name}`] = ratio;
    ratios['measures.initiate.vsBareInserts'] ??= ratio;
    figures.push({
      what: `initiations a second, ${name}`,
      value: median(rounds.map((one) => one.perSecond)),
      unit: '1/s',
    });
  }
  const few = 1000;
  const many = parts.quick ? 10_000 : 100_000;
  parts.say(`initiations among ${few} and among ${many} measures`);
  const growth = await growing(parts.postgresUrl, { few, many });
  ratios[`measures.initiate.among${many}.vsAmong${few}`] = growth;
  return { title: 'Initiation of measures with ten implementing departments', ratios, figures };
}

interface Round {
  readonly deskMs: number;
  readonly bareMs: number;
  readonly perSecond: number;
}

async function againstBare(
  url: string | null,
  { rounds, perRound, width }: { readonly rounds: number; readonly perRound: number; readonly width: number },
): Promise<readonly Round[]> {
  const [database, copy] = [await openEmpty(url), await openEmpty(url)];
  try {
    const desk = await openDesk(database);
    const done: Round[] = [];
    const copied = new Set<string>();
    for (let round = 0; round <= rounds; round += 1) {
      const deskMs = await timed(() => spread(round * perRound, perRound, width, (number) => initiate(desk, number)));
      const fresh = await readBareMeasures(database, copied);
      for (const { id } of fresh) copied.add(id);
      const bareMs = await timed(() => spread(0, fresh.length, width, (at) => insertBare(copy, fresh[at]!.rows)));
      // The first round warms both up.
      if (round > 0) done.push({ deskMs, bareMs, perSecond: (perRound / deskMs) * 1000 });
    }
    return done;
  } finally {
    await database.close();
    await copy.close();
  }
}

async function growing(
  url: string | null,
  { few, many }: { readonly few: number; readonly many: number },
): Promise<number> {
  const [small, large] = [await openEmpty(url), await openEmpty(url)];
  try {
    const desks = { small: await openDesk(small), large: await openDesk(large) };
    await initiate(desks.small, 0);
    await initiate(desks.large, 0);
    await multiply(small, few);
    await multiply(large, many);
    const rounds: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const first = 1 + round * 100;
      const smallMs = await timed(() => spread(first, 100, 1, (number) => initiate(desks.small, number)));
      const largeMs = await timed(() => spread(first, 100, 1, (number) => initiate(desks.large, number)));
      if (round > 0) rounds.push(smallMs / largeMs);
    }
    return median(rounds);
  } finally {
    await small.close();
    await large.close();
  }
}

/** Writes copies of the one measure that is there, each under an id and a document of its own. */
async function multiply(database: Database, count: number): Promise<void> {
  const own = `'x' || n || '-'`;
  await database.query(
    `INSERT INTO measures SELECT ${own} || measure_id, version, credit_code, item_code, kind, status, initiator, determiner,
       document_number || n, initiated_at - n * interval '1 second', due_on, next_timer_at, provisional, state
     FROM measures, generate_series(2, $1) n`,
    [count],
  );
  await database.query(
    `INSERT INTO measure_events SELECT ${own} || measure_id, version, type, at, event FROM measure_events, generate_series(2, $1) n`,
    [count],
  );
  await database.query(
    `INSERT INTO measure_parts SELECT ${own} || measure_id, department, part FROM measure_parts, generate_series(2, $1) n`,
    [count],
  );
  await database.query(
    `INSERT INTO measure_orders SELECT ${own} || order_id, ${own} || measure_id, department, kind, sequence, status, given_on, due_on
     FROM measure_orders, generate_series(2, $1) n`,
    [count],
  );
  await database.query(
    `INSERT INTO order_deliveries (order_id, measure_id, department)
     SELECT ${own} || order_id, ${own} || measure_id, department FROM order_deliveries, generate_series(2, $1) n`,
    [count],
  );
  await database.query('ANALYZE');
}
