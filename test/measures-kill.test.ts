import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { startDriver } from './support/measures-driver.ts';
import { killAtRandom, killHard } from './support/measures-killer.ts';
import { faultsOfCommands, faultsOfOrders, faultsOfTime, readKept } from './support/measures-promises.ts';
import { booksOf, countsOf, isLong, proofSeed, tell, until, untilDelivered } from './support/measures-proof.ts';
import { openStage } from './support/measures-stage.ts';
import { onEmbedded } from './support/on-embedded.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';

const kills = Number(process.env['PROOF_KILLS'] ?? (isLong ? 100 : 3));

interface ProofDatabase {
  readonly at: { readonly databaseUrl: string | null; readonly dataDir: string | null };
  drop(): Promise<void>;
}

type Open = (folder: string) => Promise<ProofDatabase>;

async function prove(name: string, open: Open) {
  const startedAt = Date.now();
  tell({ proof: `kill on ${name}`, seed: proofSeed, kills });
  const stage = await openStage(proofSeed);
  const opened = await open(stage.folder);
  const database = opened.at;
  let url: string | null = null;
  const driver = startDriver({ stage, seed: proofSeed, url: () => url });
  try {
    const onServing = (now: string) => void (url = now);
    const parts = { stage, driver, database, seed: proofSeed, kills, onServing };
    const { survivor, whileStarting } = await killAtRandom(parts);
    await driver.stop();
    const reading = await openDatabase({ url: database.databaseUrl, dataDir: database.dataDir }, quiet);
    const nowMs = stage.clock.now();
    const isOnTime = async () => faultsOfTime(await readKept(reading), nowMs).length === 0;
    // What came due while nobody was there is done by the survivor; that it never is shows below.
    const kept = await untilDelivered(reading, stage)
      .then(() => until('nothing is due', isOnTime).catch(() => undefined))
      .then(() => readKept(reading))
      .finally(() => reading.close());
    await killHard(survivor);
    const found = { kept, nowMs, answered: driver.answered, books: booksOf(stage) };
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const result = { whileStarting, ...countsOf(found), seconds };
    tell({ proof: `kill on ${name}`, seed: proofSeed, kills, ...result });
    return { ...found, result };
  } finally {
    driver.giveUp();
    await stage.close();
    await opened.drop();
  }
}

const title = `killed ${kills} times at random moments, each time some days later`;
const promise = 'what was acknowledged is there once, every order arrived and holds once, and no timer was missed';

async function holds(...proof: Parameters<typeof prove>): Promise<void> {
  const { answered, books, kept, nowMs, result } = await prove(...proof);
  expect(faultsOfCommands(kept, answered)).toEqual([]);
  expect(faultsOfOrders(kept, books)).toEqual([]);
  expect(faultsOfTime(kept, nowMs)).toEqual([]);
  // Otherwise there was nothing that could have been lost.
  expect(result.commands).toBeGreaterThan(kills);
  expect(result.expired).toBeGreaterThan(0);
  expect(result.escalations).toBeGreaterThan(0);
}

onEmbedded.describe(`measures on the embedded database, ${title}`, () => {
  test(
    promise,
    () =>
      holds('the embedded database', async (folder) => {
        const dataDir = join(folder, 'var');
        mkdirSync(dataDir);
        return { at: { databaseUrl: null, dataDir }, drop: async () => {} };
      }),
    isLong ? undefined : 180_000,
  );
});

postgres.describe(`measures on a PostgreSQL server, ${title}`, () => {
  test(
    promise,
    () =>
      holds('PostgreSQL', async () => {
        const server = await createPostgresDatabase();
        return { at: { databaseUrl: server.url, dataDir: null }, drop: () => server.drop() };
      }),
    isLong ? undefined : 180_000,
  );
});
