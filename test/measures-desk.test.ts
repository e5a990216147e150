import type { Measure } from '../subgraphs/measures/state/measure.ts';
import type { MeasureEvent } from '../subgraphs/measures/events.ts';
import { evolve } from '../subgraphs/measures/evolve.ts';
import { noMeasure } from '../subgraphs/measures/state/measure.ts';
import { keepCatalogue } from '../subgraphs/measures/desk/keep-catalogue.ts';
import { databases, newKey, onDocument, openDesk, type TestDatabase, type TestDesk } from './support/measure-desk.ts';
import { coordinator, evidence, officer, organisation, otherSubject, restriction } from './support/measure-story.ts';

const finance = officer('finance');

const promises = (open: () => Promise<TestDatabase>) => {
  let opened: TestDatabase;
  let desk: TestDesk;
  let document = 0;
  const initiate = (key?: string) => desk.initiate(onDocument((document += 1)), key);
  beforeAll(async () => {
    opened = await open();
    desk = await openDesk(opened.database);
  }, 60_000);
  afterAll(() => opened.close());

  const count = async (table: string, measureId: string) => {
    const [row] = await opened.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE measure_id = $1`,
      [measureId],
    );
    return row!.n;
  };
  const stored = async (measureId: string) => {
    const events = await opened.database.query<{ event: MeasureEvent }>(
      'SELECT event FROM measure_events WHERE measure_id = $1 ORDER BY version',
      [measureId],
    );
    const [row] = await opened.database.query<{ state: Measure; version: number }>(
      'SELECT state, version FROM measures WHERE measure_id = $1',
      [measureId],
    );
    return { events: events.map(({ event }) => event), ...row! };
  };

  test('keeps events, orders, deliveries and the key of an initiation together', async () => {
    const { facts } = await initiate();
    expect(facts.measureId).toMatch(/^M20260302-[2-9A-HJKMNP-Z]{12}$/);
    expect(await count('measure_events', facts.measureId)).toBe(2);
    expect(await count('measure_orders', facts.measureId)).toBe(3);
    expect(await count('order_deliveries', facts.measureId)).toBe(3);
    expect(await count('measure_parts', facts.measureId)).toBe(5);
  });

  test('keeps the state that its events give when they are replayed', async () => {
    const { facts } = await initiate();
    const { measureId } = facts;
    await desk.give(measureId, finance, { type: 'acknowledgeOrder', orderId: `${measureId}.finance.1` });
    await desk.give(measureId, organisation, {
      type: 'fileObjection',
      origin: 'ORGANISATION',
      ground: 'WRONG_SUBJECT',
      statement: '并非本单位',
      evidence: [evidence],
    });
    const { events, state, version } = await stored(measureId);
    expect(events.reduce(evolve, noMeasure)).toEqual(state);
    expect(version).toBe(events.length);
  });

  test('does a repeated command once, and says so', async () => {
    const key = newKey();
    const { facts } = await initiate();
    const command = { type: 'acknowledgeOrder', orderId: `${facts.measureId}.finance.1` } as const;
    const giver = { by: finance, idempotencyKey: key };
    const first = await desk.desk.give(facts.measureId, command, giver);
    const before = await count('measure_events', facts.measureId);
    const again = await desk.desk.give(facts.measureId, command, giver);
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(again.measure).toEqual(first.measure);
    expect(await count('measure_events', facts.measureId)).toBe(before);
  });

  test('does a command once that arrives ten times at the same moment', async () => {
    const key = newKey();
    document += 1;
    const same = onDocument(document);
    const measures = await Promise.all(Array.from({ length: 10 }, () => desk.initiate(same, key)));
    expect(new Set(measures.map(({ facts }) => facts.measureId)).size).toBe(1);
    const events = desk.committed.filter(({ measureId }) => measureId === measures[0]!.facts.measureId);
    expect(events).toHaveLength(2);
  });

  test('refuses a key that was given to another command, and keys that are none', async () => {
    const { facts } = await initiate();
    const key = newKey();
    await desk.give(
      facts.measureId,
      finance,
      { type: 'acknowledgeOrder', orderId: `${facts.measureId}.finance.1` },
      key,
    );
    const other = { type: 'requestConsultation', question: '是否重复' } as const;
    await expect(desk.give(facts.measureId, finance, other, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    for (const bad of ['', ' ', 'x'.repeat(201), 'a\nb'])
      await expect(desk.give(facts.measureId, finance, other, bad)).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_INVALID',
      });
  });

  test('takes the same key from two callers as two commands', async () => {
    const { facts } = await initiate();
    const key = newKey();
    for (const department of ['finance', 'environment'])
      await desk.give(
        facts.measureId,
        officer(department),
        { type: 'acknowledgeOrder', orderId: `${facts.measureId}.${department}.1` },
        key,
      );
    expect((await stored(facts.measureId)).events.filter(({ type }) => type === 'OrderAcknowledged')).toHaveLength(2);
  });

  test('keeps nothing of a refused command, whose key may then be used', async () => {
    const { facts } = await initiate();
    const key = newKey();
    const orderId = `${facts.measureId}.finance.1`;
    await expect(
      desk.give(facts.measureId, officer('environment'), { type: 'acknowledgeOrder', orderId }, key),
    ).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    expect(await count('measure_events', facts.measureId)).toBe(2);
    const own = { type: 'acknowledgeOrder', orderId: `${facts.measureId}.environment.1` } as const;
    expect(await desk.give(facts.measureId, officer('environment'), own, key)).toBeDefined();
  });

  test('starts the same measure on the same determination once, however many ask at once', async () => {
    document += 1;
    const same = onDocument(document);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => desk.initiate(same)));
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'MEASURE_ALREADY_RUNNING'));
  });

  test('decides again when somebody else was first: three departments answer at once, and all are heard', async () => {
    const { facts } = await initiate();
    const { measureId } = facts;
    await Promise.all(
      ['finance', 'housing-construction', 'environment'].map((department) =>
        desk.give(measureId, officer(department), {
          type: 'reportOutcome',
          orderId: `${measureId}.${department}.1`,
          outcome: { kind: 'IMPLEMENTED', doneOn: '2026-03-02', evidence: [evidence] },
        }),
      ),
    );
    const { events, state } = await stored(measureId);
    expect(events.filter(({ type }) => type === 'OrderImplemented')).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'MeasureEnteredForce')).toHaveLength(1);
    expect(state.status).toBe('IN_FORCE');
  });

  test('refuses a restriction of which the organisation was not told', async () => {
    const { determination } = onDocument((document += 1));
    await expect(desk.initiate({ determination: { ...determination!, notifiedOn: null } })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
      facts: { faults: [{ field: 'determination.notifiedOn' }] },
    });
  });

  test('remembers false material against the organisation, whatever the measure', async () => {
    const measures = [await initiate(), await initiate()];
    const materials = { proofOfCorrection: [evidence], undertaking: evidence, others: [] };
    desk.clock.ms = Date.parse('2026-06-01T02:00:00Z');
    const [one, other] = measures.map(({ facts }) => facts.measureId);
    await desk.give(one!, organisation, { type: 'applyForRepair', materials });
    const repairId = `${one}.repair.1`;
    await desk.give(one!, officer('court'), {
      type: 'refuseRepair',
      repairId,
      gaps: ['材料不实'],
      falseMaterial: true,
    });
    await expect(desk.give(other!, organisation, { type: 'applyForRepair', materials })).rejects.toMatchObject({
      code: 'REPAIR_BARRED',
    });
    desk.clock.ms = Date.parse('2026-03-02T02:00:00Z');
  });

  test('an item that an officer enabled is shown with its record; a changed file takes that back', async () => {
    const item = { ...restriction, code: 'T02', enabledFrom: null };
    await keepCatalogue(opened.database, [restriction, item], '2026-03-02T02:00:00.000Z');
    await expect(desk.initiate({ itemCode: 'T02', creditCode: otherSubject })).rejects.toMatchObject({
      code: 'ITEM_DISABLED',
    });
    const enable = {
      type: 'enableItem',
      code: 'T02',
      reason: '已核对条文',
      evidence: [evidence],
      legalBasis: [{ title: '某法', article: '第二条', edition: '2021' }],
      term: restriction.term,
      enabledFrom: '2026-03-01',
    } as const;
    const giver = { by: coordinator, idempotencyKey: newKey() };
    const enabled = await desk.desk.decideItem(enable, giver);
    expect([enabled.item.enabledFrom, enabled.repeated]).toEqual(['2026-03-01', false]);
    expect((await desk.desk.decideItem(enable, giver)).repeated).toBe(true);
    await expect(
      desk.desk.decideItem(enable, { by: officer('finance'), idempotencyKey: newKey() }),
    ).rejects.toMatchObject({ code: 'ACTION_NOT_ALLOWED' });
    expect(await desk.initiate({ itemCode: 'T02', creditCode: otherSubject })).toBeDefined();
    await keepCatalogue(opened.database, [{ ...item, content: '另一内容。' }], '2026-03-03T02:00:00.000Z');
    await expect(desk.initiate({ itemCode: 'T02', ...onDocument((document += 1)) })).rejects.toMatchObject({
      code: 'ITEM_DISABLED',
    });
    const history = await opened.database.query<{ event: { type: string } }>(
      "SELECT event FROM catalogue_events WHERE code = 'T02' ORDER BY version",
    );
    expect(history.map(({ event }) => event.type)).toEqual(['ItemRevised', 'ItemEnabled', 'ItemRevised']);
  });
};

for (const { about, name, open } of databases) about(`the desk on ${name}`, () => promises(open));
