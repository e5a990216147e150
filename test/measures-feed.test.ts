import { createMeasureRecords } from '../subgraphs/measures/desk/records.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Caller } from '../subgraphs/measures/state/caller.ts';
import { quiet } from './support/database.ts';
import { give, initiated, initiateOn, useMeasures } from './support/measure-documents.ts';
import { coordinator, officer, organisation, otherSubject } from './support/measure-story.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';

const district = useMeasures();
interface Page {
  readonly edges: { node: { measureId: string; version: number; type: string } }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const readOn = async (by: Caller | null, after: string | null, first = 100): Promise<Page> => {
  const query =
    'query F($after: String, $first: Int!) { measureEvents(after: $after, first: $first) { edges { node { measureId version type } } pageInfo { hasNextPage endCursor } } }';
  const { data, errors } = await district().ask(by, query, { after, first });
  if (errors !== undefined) throw new Error(String(errors[0]!.extensions['code']));
  return data!['measureEvents'] as unknown as Page;
};
const places = ({ edges }: Page) => edges.map(({ node }) => `${node.measureId} ${node.version}`);

describe('the feed of events', () => {
  test('is read on from where it was left, event by event', async () => {
    await initiated(district(), initiateOn('甲'), initiateOn('乙'));
    const seen: string[] = [];
    let page = await readOn(coordinator, null, 1);
    for (;;) {
      seen.push(...places(page));
      if (!page.pageInfo.hasNextPage) break;
      page = await readOn(coordinator, page.pageInfo.endCursor, 1);
    }
    expect(seen).toEqual(['m-1 1', 'm-1 2', 'm-2 1', 'm-2 2']);
    expect(places(await readOn(coordinator, page.pageInfo.endCursor))).toEqual([]);
    await give(district(), officer('finance'), ['acknowledgeOrder', { measureId: 'm-1', orderId: 'm-1.finance.1' }]);
    const next = await readOn(coordinator, page.pageInfo.endCursor);
    expect(next.edges.map(({ node }) => node.type)).toEqual(['ORDER_DELIVERED', 'ORDER_ACKNOWLEDGED']);
  });

  test('keeps the order of a measure’s history, whatever the clocks said', async () => {
    await initiated(district(), initiateOn('甲'), initiateOn('乙'));
    await district().database.query(
      "UPDATE measure_events SET at = at + interval '1 hour' WHERE measure_id = 'm-1' AND version = 1",
    );
    expect(places(await readOn(coordinator, null))).toEqual(['m-2 1', 'm-2 2', 'm-1 1', 'm-1 2']);
  });

  test('shows a department the measures in which it has a part, and an organisation its own', async () => {
    await initiated(district(), initiateOn('甲'), initiateOn('乙', { creditCode: otherSubject }));
    const all = ['m-1 1', 'm-1 2', 'm-2 1', 'm-2 2'];
    const seenBy = async (by: Caller) => places(await readOn(by, null));
    for (const by of [coordinator, { role: 'supervisor', id: 's' }, { role: 'operator', id: 'o' }] as const)
      expect(await seenBy(by)).toEqual(all);
    expect(await seenBy(officer('environment'))).toEqual(all);
    expect(await seenBy(officer('health'))).toEqual([]);
    expect(await seenBy(organisation)).toEqual(['m-1 1', 'm-1 2']);
  });

  test('is closed to everybody else', async () => {
    await expect(readOn(null, null)).rejects.toThrow('TOKEN_MISSING');
    for (const role of ['clerk', 'approval', 'analyst'] as const)
      await expect(readOn({ role, id: 'x' }, null)).rejects.toThrow('VIEW_NOT_ALLOWED');
  });

  test('takes its own cursors only', async () => {
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    for (const after of ['', 'x', cursor('measureEvents -1'), cursor('orderDeliveries 1'), cursor('measureEvents 1e3')])
      await expect(readOn(coordinator, after)).rejects.toThrow('ARGUMENT_INVALID');
    await expect(readOn(coordinator, null, 501)).rejects.toThrow('ARGUMENT_INVALID');
  });
});

postgres.describe('on a server, where transactions overtake each other, the feed', () => {
  const all = { of: 'ALL' } as const;
  const insert = (id: string, version: number) =>
    `INSERT INTO measure_events (measure_id, version, type, at, event) VALUES ('${id}', ${version}, 'MeasureResumed', '2026-03-02T02:00:0${version}Z', '{"type": "MeasureResumed", "measureId": "${id}"}')`;
  const insertMeasure = (id: string) =>
    `INSERT INTO measures VALUES ('${id}', 1, 'C', 'T01', 'RESTRICTION', 'LIFTED', 'a', 'b', '${id}', now(), NULL, NULL, false, '{}')`;

  test('skips nothing that commits late, and repeats nothing', async () => {
    const server = await createPostgresDatabase();
    const database = await openDatabase({ url: server.url, dataDir: null }, quiet);
    const records = createMeasureRecords(database);
    await server.run(['early', 'late', 'third'].map(insertMeasure).join(';'));
    const [early, late] = [await server.connect(), await server.connect()];
    await early.query('BEGIN');
    await early.query(insert('early', 1));
    await late.query('BEGIN');
    await late.query(insert('late', 2));
    await late.query('COMMIT');
    const first = await records.feed(all, { after: null, most: 10 });
    expect(first.map(({ event }) => event.measureId)).toEqual(['late']);
    await early.query('COMMIT');
    await server.run(insert('third', 3));
    const rest = await records.feed(all, { after: first[0]!.position, most: 10 });
    expect(rest.map(({ event }) => event.measureId)).toEqual(['early', 'third']);
    expect(await records.feed(all, { after: rest.at(-1)!.position, most: 10 })).toEqual([]);
    await database.close();
    await server.drop();
  });

  test('gives many readers and writers at once every event exactly once', async () => {
    const server = await createPostgresDatabase();
    const database = await openDatabase({ url: server.url, dataDir: null }, quiet);
    const records = createMeasureRecords(database);
    await server.run(insertMeasure('m'));
    const writers = await Promise.all([1, 2, 3].map(() => server.connect()));
    let writing = true;
    const written = Promise.all(
      writers.map(async (client, writer) => {
        for (let at = 0; at < 30; at += 1) {
          const version = writer * 100 + at;
          await client.query('BEGIN');
          await client.query(
            `INSERT INTO measure_events (measure_id, version, type, at, event) VALUES ('m', ${version}, 'MeasureResumed', now(), '{}')`,
          );
          await client.query('SELECT pg_sleep(0.002 * $1::int)', [(at * 7 + writer * 3) % 4]);
          await client.query('COMMIT');
        }
      }),
    ).then(() => void (writing = false));
    const reader = async () => {
      const seen: number[] = [];
      let after: number | null = null;
      for (let last = false; !last;) {
        last = !writing;
        const page = await records.feed(all, { after, most: 7 });
        seen.push(...page.map(({ version }) => version));
        after = page.at(-1)?.position ?? after;
        if (page.length > 0) last = false;
      }
      return seen;
    };
    const [one, other] = await Promise.all([reader(), reader(), written]);
    expect(new Set(one).size).toBe(90);
    expect(one).toHaveLength(90);
    expect(other).toEqual(one);
    await database.close();
    await server.drop();
  });
});
