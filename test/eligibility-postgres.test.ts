import { randomInt } from 'node:crypto';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { quiet } from './support/database.ts';
import { clean, openStage, type Stage } from './support/eligibility-stage.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from './support/postgres.ts';

const mutation = `mutation D($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { request { decision { receipt outcome { verdict } } } } }`;

async function receiptOf({ ask }: Stage, idempotencyKey: string): Promise<string> {
  const input = { idempotencyKey, creditCode: '91510904MAXXXX015M', matter: 'SP-001' };
  const { data, text } = await ask(mutation, { input });
  const payload = data?.['decideGreenChannel'] as unknown as { request: { decision: { receipt: string } } } | undefined;
  if (payload === undefined) throw new Error(text);
  return payload.request.decision.receipt;
}

postgres.describe('two gateways on one PostgreSQL server', () => {
  let server: PostgresDatabase;
  let database: Database;
  let stages: Stage[];
  const said = [clean(), clean()] as const;
  beforeAll(async () => {
    server = await createPostgresDatabase();
    database = await openDatabase({ url: server.url, dataDir: null }, quiet);
    stages = [
      await openStage(database, said[0], { random: randomInt }),
      await openStage(database, said[1], { random: randomInt }),
    ];
  }, 30_000);
  afterAll(async () => {
    for (const stage of stages) await stage[Symbol.asyncDispose]();
    await database.close();
    await server.drop();
  });

  test('take one decision for a key that reaches both at once, and leave no evidence of another', async () => {
    const rounds = Array.from({ length: 20 }, (_, at) => `key-${at}`);
    for (const [at, key] of rounds.entries()) {
      // Each gateway sees a firm of another year, in every round anew: evidence of its own.
      for (const [which, one] of said.entries())
        one.organisation = { status: 'ACTIVE', establishedOn: `19${50 + at}-0${which + 1}` };
      const receipts = await Promise.all(stages.map((stage) => receiptOf(stage, key)));
      expect(new Set(receipts).size).toBe(1);
    }
    expect(await database.query('SELECT count(*) AS n FROM green_channel_decisions')).toEqual([{ n: rounds.length }]);
    const orphans = await database.query(
      'SELECT 1 FROM eligibility_evidence WHERE sha256 NOT IN (SELECT evidence FROM green_channel_decisions)',
    );
    expect(orphans).toEqual([]);
  });
});
