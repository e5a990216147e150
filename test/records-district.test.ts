import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownOrganisations } from '../demo/organisations.ts';
import { createHost, type Host } from '../subgraphs/host.ts';
import { openDistrict, serveGateway, type Ask, type TestDistrict } from './support/district.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from './support/postgres.ts';
import { describeWithRedisServer, startRedis, type OwnRedis } from './support/redis-server.ts';
import { until } from './support/until.ts';

const asked = ['court', 'environment', 'housing-construction'];
const query = `query ($code: CreditCode!) { organisation(creditCode: $code) {
  court { ...section } environment { ...section } housingConstruction { ...section } } }
  fragment section on DepartmentSection { source { department state } creditRecords { recordKind } }`;
const one = `query ($code: CreditCode!) { organisation(creditCode: $code) { environment { source { department state } } } }`;
const afresh = { 'cache-control': 'no-cache' };
const codes = knownOrganisations().map(({ creditCode }) => creditCode);

describeWithRedisServer('two processes that keep records in one Redis', () => {
  postgres.describe('and share a database', () => {
    let redis: OwnRedis;
    let database: PostgresDatabase;
    let district: TestDistrict;
    let host: Host;
    let second: Awaited<ReturnType<typeof serveGateway>>;
    let asks: readonly Ask[];
    beforeAll(async () => {
      [redis, database] = await Promise.all([startRedis(), createPostgresDatabase()]);
      district = await openDistrict({ connected: asked, redisUrl: redis.url, databaseUrl: database.url });
      host = await createHost(district.hostParts);
      second = await serveGateway(
        host,
        readFileSync(join(import.meta.dirname, '../schema/supergraph.graphql'), 'utf8'),
      );
      asks = [district.ask, second.ask];
    });
    afterAll(async () => {
      await second.close();
      await host.close();
      await district[Symbol.asyncDispose]();
      await database.drop();
      await redis.close();
    });
    const calls = () => asked.map((name) => district.standIn(name).calls());
    const callsOf = async (asking: () => Promise<unknown>) => {
      const before = calls();
      await asking();
      return calls().map((count, at) => count - before[at]!);
    };
    const stateOf = (answer: Awaited<ReturnType<Ask>>) =>
      (answer.data!['organisation'] as unknown as { environment: { source: { state: string } } }).environment.source
        .state;

    test('a thousand identical requests are one call for each record set, whether nothing is kept or everything', async () => {
      const code = codes[0]!;
      const [ask] = asks;
      const once = await callsOf(() => ask!(query, { code }));
      expect(Math.min(...once)).toBeGreaterThan(0);
      expect(await callsOf(() => asks[1]!(query, { code }))).toEqual([0, 0, 0]);
      for (const name of asked) await host.recordInvalidation.drop(name, [code]);
      const startedAt = performance.now();
      const answers: Awaited<ReturnType<Ask>>[] = [];
      const many = await callsOf(async () => {
        // Both gateways, the systems and the clients share one thread: more at once, and Redis would seem to be silent.
        for (let wave = 0; wave < 40; wave += 1)
          answers.push(...(await Promise.all(Array.from({ length: 25 }, (_, at) => asks[at % 2]!(query, { code })))));
      });
      console.log(`a thousand requests in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
      expect(many).toEqual(once);
      expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
      expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    });

    test('what one was told is shown as STALE by the other when the department has failed', async () => {
      const code = codes[1]!;
      await asks[0]!(one, { code });
      await district.standIn('environment').setMode('dead');
      const answer = await asks[1]!(one, { code }, afresh);
      await district.standIn('environment').setMode('normal');
      expect([stateOf(answer), answer.errors]).toEqual(['STALE', []]);
    });

    test('a generation that one has raised is asked for anew by the other within a second', async () => {
      const code = codes[0]!;
      await district.host.recordInvalidation.raise('court');
      const raisedAt = performance.now();
      await until(async () => (await callsOf(() => asks[1]!(query, { code })))[0]! > 0);
      expect(performance.now() - raisedAt).toBeLessThan(3000);
    });

    test('Redis is killed under load and comes back: no client is given an error, and the rates are kept', async () => {
      const some = codes.slice(2, 6);
      for (const code of some) await asks[0]!(one, { code });
      for (const code of some) await asks[1]!(one, { code });
      const counted: { atMs: number; calls: number }[] = [];
      const counting = setInterval(() => {
        counted.push({ atMs: performance.now(), calls: district.standIn('environment').calls() });
      }, 20);
      const stopping = new AbortController();
      let requests = 0;
      const faults: unknown[] = [];
      const work = async (at: number) => {
        for (let turn = at; !stopping.signal.aborted; turn += 1) {
          const ask = asks[turn % 2]!;
          // One of the eight asks the department each time, whatever is kept.
          const answer = await ask(one, { code: some[turn % some.length]! }, at === 0 ? afresh : {});
          requests += 1;
          if (answer.status !== 200 || answer.errors.length > 0) faults.push(answer.errors[0] ?? answer.status);
          if (!['ANSWERED', 'STALE'].includes(stateOf(answer))) faults.push(stateOf(answer));
        }
      };
      const working = Array.from({ length: 8 }, (_, at) => work(at));
      const after = (more: number) => {
        const from = requests;
        return until(() => requests > from + more);
      };
      await after(50);
      await redis.kill();
      await after(100);
      await redis.start();
      await after(100);
      stopping.abort();
      await Promise.all(working);
      clearInterval(counting);
      expect(faults).toEqual([]);
      const most = Math.max(
        ...counted.map(({ atMs, calls: before }) => {
          const within = counted.filter((later) => later.atMs >= atMs && later.atMs < atMs + 900);
          return within.at(-1)!.calls - before;
        }),
      );
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(5);
    });
  });
});
