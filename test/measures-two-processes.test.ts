import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { quiet } from './support/database.ts';
import { startDriver, type Driver } from './support/measures-driver.ts';
import { killHard } from './support/measures-killer.ts';
import { faultsOfCommands, faultsOfOrders, faultsOfTime, readKept } from './support/measures-promises.ts';
import { booksOf, proofSeed, until, untilDelivered, waiting } from './support/measures-proof.ts';
import { openStage, type Stage } from './support/measures-stage.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from './support/postgres.ts';

let server: PostgresDatabase;
let stage: Stage;
let reading: Database;
let driver: Driver;
afterEach(async () => {
  driver.giveUp();
  await stage.close();
  await reading.close();
  await server.drop();
});

/** Opens what two processes share. */
async function open(url: () => string | null): Promise<void> {
  server = await createPostgresDatabase();
  reading = await openDatabase({ url: server.url, dataDir: null }, quiet);
  stage = await openStage(proofSeed);
  driver = startDriver({ stage, seed: proofSeed, url });
}

const claimed = async () =>
  (await waiting(reading)).flatMap(({ claimed_until: until, order_id }) => (until === null ? [] : [order_id]));

/** The lease of what the dead process had in hand, as minutes of the database's clock would end it. */
async function endLeases(orderIds: readonly string[]): Promise<void> {
  await reading.query(
    "UPDATE order_deliveries SET claimed_until = now() - interval '1 ms' WHERE order_id = ANY($1) AND state = 'WAITING'",
    [orderIds],
  );
}

postgres.describe('two processes on one PostgreSQL', () => {
  test('one is killed with orders in hand: the other goes on, leaves none behind, and none holds twice', async () => {
    let urls: readonly string[] = [];
    let turn = 0;
    await open(() => urls[(turn += 1) % urls.length] ?? null);
    const database = { databaseUrl: server.url, dataDir: null };
    const [doomed, survivor] = [stage.spawn(database), stage.spawn(database)];
    urls = (await Promise.all([doomed.serving, survivor.serving])).map(({ url }) => url);
    driver.allow(6);
    await until('orders are received', async () => booksOf(stage).get('environment')!.length > 0);
    // Its answers come late now, so that whoever sends has orders in hand when he dies.
    const environment = stage.standIns.find(({ department }) => department === 'environment')!;
    await environment.setMode('slow');
    driver.allow(4);
    // That system takes one order at a time: two under way are one of each process.
    const underWay = async () => (await claimed()).filter((orderId) => orderId.includes('.environment.'));
    await until('both have an order in hand', async () => (await underWay()).length >= 2);
    await killHard(doomed);
    const inHand = await claimed();
    urls = urls.slice(1);
    await environment.setMode('normal');
    driver.allow(6);
    await until('the other begins no less', async () => (await readKept(reading)).measures.length >= 10);
    await driver.stop();
    // Only what the dead process had in hand still waits: nobody else touches it before its lease is over.
    await until('nothing else waits', async () =>
      (await waiting(reading)).every((one) => inHand.includes(one.order_id)),
    );
    await endLeases(inHand);
    await untilDelivered(reading, stage);

    const kept = await readKept(reading);
    expect(faultsOfCommands(kept, driver.answered)).toEqual([]);
    expect(faultsOfOrders(kept, booksOf(stage))).toEqual([]);
    expect(faultsOfTime(kept, stage.clock.now())).toEqual([]);
    const again = [...booksOf(stage).values()].flat().filter(({ receipts }) => receipts > 1);
    expect(again.filter(({ orderId }) => !inHand.includes(orderId))).toEqual([]);
  }, 240_000);
});
