import { fictionalCodes } from '../demo/fictional-codes.ts';
import type { ScreeningPorts } from '../gateway/screening/screening-ports.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { isLong, tell } from './support/measures-proof.ts';
import { onEmbedded } from './support/on-embedded.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';
import { look, morning, mostWithin, start, work, type Call } from './support/screening-batch.ts';
import { openScreeningStage, share, type TestClock } from './support/screening-stage.ts';

/**
 * The whole batch takes minutes. The promises are the same for fewer when others have used most of the day's share, so
 * that it runs out all the same.
 */
const many = Number(process.env['SCREENING_ORGANISATIONS'] ?? (isLong ? 10_000 : 100));
const usedToday = many < 1000 ? 2350 : 0;
/** Rounds after which it dies. */
const roundsOfFirst = 60;
/** Organisations of a batch that one process has open at once. */
const mostOpen = 20;

interface Screened {
  readonly calls: readonly Call[];
  readonly rounds: number;
  /** Milliseconds on the test's clock. */
  readonly said: number;
  readonly took: number;
}

/** Of one run of a batch that is killed when decisions of its last round are taken and nobody has been told. */
async function screen(database: Database): Promise<Screened> {
  const clock: TestClock = { ms: morning, now: () => clock.ms };
  const calls: Call[] = [];
  const parts = { database, clock, onCall: (department: string) => void calls.push({ department, atMs: clock.now() }) };
  await database.query(
    'INSERT INTO department_calls (department, day, day_calls, batch_day_calls) VALUES ($1, $2, $3, $3)',
    ['environment', localDay(morning), usedToday],
  );
  let rounds = 0;
  const waitedFor = new Set<string>();
  const { id, estimatedEndAt } = await (async () => {
    await using stage = await openScreeningStage(parts);
    const { screening } = await start(stage.ports, fictionalCodes(many));
    const dying: ScreeningPorts = {
      ...stage.ports,
      async settle(report) {
        if (rounds++ >= roundsOfFirst) throw new Error('killed');
        await stage.ports.settle(report);
        for (const { department } of report.waiting) waitedFor.add(department);
      },
    };
    await expect(work(dying, clock)).rejects.toThrow('killed');
    const soFar = await look(stage.ports, screening!.id);
    expect(soFar).toMatchObject({ state: 'RUNNING', waitingFor: expect.anything() });
    expect(soFar!.done).toBeGreaterThan(0);
    expect(waitedFor).toContain('environment');
    return screening!;
  })();
  await using stage = await openScreeningStage(parts);
  const counting: ScreeningPorts = {
    ...stage.ports,
    settle: (report) => {
      rounds += 1;
      return stage.ports.settle(report);
    },
  };
  await work(counting, clock);
  expect(await look(stage.ports, id)).toMatchObject({ state: 'DONE', of: many, done: many, failed: 0, waitingFor: [] });
  return { calls, rounds, said: Date.parse(estimatedEndAt!) - morning, took: clock.ms - morning };
}

async function prove(name: string, database: Database): Promise<void> {
  const startedAt = performance.now();
  const { calls, rounds, said, took } = await screen(database);
  const counted = await database.query(
    'SELECT count(*)::int AS decisions, count(DISTINCT credit_code)::int AS organisations FROM green_channel_decisions',
  );
  const of = (department: string) => calls.filter((one) => one.department === department);
  const days = Map.groupBy(of('environment'), ({ atMs }) => localDay(atMs));
  const found = {
    courtCalls: of('court').length,
    environmentCalls: of('environment').length,
    courtInAMinute: mostWithin(calls, 'court', 60_000),
    environmentInASecond: mostWithin(calls, 'environment', 1000),
    environmentInADay: Math.max(...[...days.values()].map(({ length }) => length)),
  };
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const hours = { said: said / 3_600_000, took: took / 3_600_000 };
  if (isLong) tell({ proof: `batch on ${name}`, organisations: many, rounds, ...found, hours, seconds });

  expect(counted).toEqual([{ decisions: many, organisations: many }]);
  // Nobody is asked about twice, but for those that the dead process had open.
  expect(found.courtCalls).toBeGreaterThanOrEqual(4 * many);
  expect(found.courtCalls).toBeLessThanOrEqual(4 * (many + mostOpen));
  expect(found.environmentCalls).toBeGreaterThanOrEqual(3 * many);
  expect(found.environmentCalls).toBeLessThanOrEqual(3 * (many + mostOpen));
  expect(found.courtInAMinute).toBeLessThanOrEqual(60 * share);
  expect(found.environmentInASecond).toBeLessThanOrEqual(5 * share);
  expect(found.environmentInADay).toBeLessThanOrEqual(5000 * share);
  expect(days.size).toBeGreaterThan(1);
  expect(took / said).toBeGreaterThan(0.9);
  expect(took / said).toBeLessThan(1.2);
}

const title =
  'a batch that is killed and resumed decides each organisation once, within the limits, and ends when it said';
const longest = isLong ? 3_600_000 : 120_000;

onEmbedded.test(
  `on the embedded database, ${title}`,
  async () => {
    const database = await openDatabase({ url: null, dataDir: null }, quiet);
    try {
      await prove('the embedded database', database);
    } finally {
      await database.close();
    }
  },
  longest,
);

postgres.describe('on a PostgreSQL server', () => {
  test(
    title,
    async () => {
      const server = await createPostgresDatabase();
      // The process dies here, not the server: its disk need not be waited for.
      await server.run(`ALTER DATABASE ${server.name} SET synchronous_commit = off`);
      const database = await openDatabase({ url: server.url, dataDir: null }, quiet);
      try {
        await prove('PostgreSQL', database);
      } finally {
        await database.close();
        await server.drop();
      }
    },
    longest,
  );
});
