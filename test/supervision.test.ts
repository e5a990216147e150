import { readFileSync } from 'node:fs';
import { parse, visit, type GraphQLEnumType, type GraphQLObjectType } from 'graphql';
import type { Database } from '../subgraphs/database/database.ts';
import { saveDepartmentState } from '../subgraphs/register/department-state.ts';
import type { AcceptanceEvent } from '../subgraphs/eligibility/acceptance/events.ts';
import type { MeasureEvent } from '../subgraphs/measures/events.ts';
import { buildSupervision } from '../subgraphs/supervision/build-supervision.ts';
import { metricCodes, metricOf, type MetricCode } from '../subgraphs/supervision/metrics.ts';
import { as } from './support/callers.ts';
import { openTestDatabase } from './support/database.ts';
import { Heaps, medianOf, type Days, type Recounted } from './support/recount.ts';
import { recountMeasures } from './support/recount-measures.ts';
import { recountAcceptances, recountDecisions, recountDeliveries, type Decided } from './support/recount-rows.ts';
import { allItems, allOverdue, figuresOf, yearQuery, type Figure } from './support/supervision-asking.ts';
import { openSupervision } from './support/supervision-stage.ts';
import { matter, writeYearOfAcceptances, writeYearOfDecisions } from './support/year-of-acceptances.ts';
import { writeYearOfDeliveries, type Delivered } from './support/year-of-deliveries.ts';
import { writeYearOfMeasures } from './support/year-of-measures.ts';

/** Long after the year: everything in it is over, and much is overdue. */
const now = Date.parse('2027-03-01T02:00:00Z');
const seeds = [1, 20];
const manyMeasures = 50;

const connections = [
  ['court', 'delivered', true],
  ['state-tax', 'asked', true],
  ['justice', 'delivered', false],
] as const;
const stateOf = (name: string, mode: string, connected: boolean) => ({
  name,
  title: name,
  protocol: 'file-drop',
  mode,
  connected,
  offers: [],
  state: null,
  lastAnswerAtMs: null,
  lastError: null,
  nextExpected: null,
});

/** Metrics of which the plain recount found anything: a comparison of nothing with nothing would prove nothing. */
const seen = new Set<string>();

describe.each(seeds)('over a random year of activity (seed %i)', (seed) => {
  let database: Database & AsyncDisposable;
  let gateway: Awaited<ReturnType<typeof openSupervision>>;
  let book: readonly Delivered[];
  let events: readonly MeasureEvent[];
  let decided: readonly Decided[];
  let acceptances: readonly { id: string; event: AcceptanceEvent }[];
  beforeAll(async () => {
    database = await openTestDatabase();
    await writeYearOfMeasures(database, seed, manyMeasures);
    await writeYearOfAcceptances(database, seed, 30);
    await writeYearOfDecisions(database, seed, 30);
    book = await writeYearOfDeliveries(database, seed);
    for (const [name, mode, connected] of connections)
      await saveDepartmentState(database, stateOf(name, mode, connected), now);
    const rows = await database.query<{ event: MeasureEvent }>(
      'SELECT event FROM measure_events ORDER BY measure_id, version',
    );
    events = rows.map(({ event }) => event);
    acceptances = await database.query(
      'SELECT acceptance_id AS id, event FROM acceptance_events ORDER BY acceptance_id, version',
    );
    decided = await database.query('SELECT receipt, decided_at AS at FROM green_channel_decisions');
    gateway = await openSupervision(database, now);
  });
  afterAll(async () => {
    await gateway.close();
    await database.close();
  });

  test('an officer is shown its own department and told that the others are withheld', async () => {
    const period = { of: '2026' };
    const all = await figuresOf(gateway.ask, { period });
    const own = await figuresOf(gateway.ask, { period }, 'officer:finance');
    expect([all.withheld, own.withheld]).toEqual([null, 'OTHER_DEPARTMENTS']);
    expect(own.figures.filter(({ unknown }) => unknown !== 'NOT_OBSERVABLE')).toEqual(
      all.figures.filter(({ department }) => department === 'finance'),
    );
    expect(await allItems(gateway.ask, { period, figure: 'RESPONSE_RATE:environment' }, 'officer:finance')).toEqual([]);
    const foreign = await allItems(gateway.ask, { period, figure: 'RESPONSE_RATE' }, 'officer:finance');
    expect(foreign.length).toBe(own.figures.find(({ id }) => id === 'RESPONSE_RATE:finance')!.denominator);
    expect((await allOverdue(gateway.ask, period, 'officer:finance')).every(({ id }) => id.includes('.finance.'))).toBe(
      true,
    );
  });

  test('what nobody counted has no value, and says why', async () => {
    const { figures } = await figuresOf(gateway.ask, { period: { of: '2026' } });
    const why = (id: string) => figures.find((one) => one.id === id)?.unknown;
    expect(why('ROWS_RECEIVED:state-tax')).toBe('ASKED_NOT_COLLECTED');
    expect(why('COMPLIANCE_RATE:justice')).toBe('NOT_CONNECTED');
    expect(why('RESPONSE_RATE:justice')).toBe('NOTHING_TO_COUNT');
    expect(why('ACCURACY_RATE')).toBe('NOT_OBSERVABLE');
    expect(figures.find(({ id }) => id === 'OVERDUE_MATTERS:justice')).toMatchObject({ value: 0, unknown: null });
    const { leftOut } = figures.find(({ id }) => id === 'ROWS_RECEIVED')!;
    expect(leftOut).toEqual(expect.arrayContaining(['justice', 'state-tax']));
    expect(leftOut).not.toContain('court');
  });

  test('deliveries from before the counting give no figure for their months', async () => {
    await database.query(
      'UPDATE delivery_receipts SET carried_over = true WHERE receipt_id = (SELECT min(receipt_id) FROM delivery_receipts WHERE department = $1)',
      ['court'],
    );
    const { figures } = await figuresOf(gateway.ask, { period: { of: '2026' } });
    await database.query('UPDATE delivery_receipts SET carried_over = false');
    const known = (id: string) => figures.find((one) => one.id === id)!;
    expect(known('STORAGE_RATE:court')).toMatchObject({ value: null, unknown: 'HISTORY_INCOMPLETE' });
    expect(known('STORAGE_RATE:food-drug').value).not.toBeNull();
  });

  test.each([
    ['clerk', { of: '2026' }, null, 'UNAUTHORIZED_FIELD'],
    ['representative:91510904MAXXXX015M', { of: '2026' }, null, 'UNAUTHORIZED_FIELD'],
    ['officer:finance', { of: '2026' }, 'court', 'SUPERVISION_NOT_ALLOWED'],
    ['supervisor', { of: '2026-13' }, null, 'ARGUMENT_INVALID'],
    ['supervisor', { of: '2026', from: '2026-01-01' }, null, 'ARGUMENT_INVALID'],
    ['supervisor', { from: '2026-02-30', until: '2026-03-01' }, null, 'ARGUMENT_INVALID'],
    ['supervisor', { from: '2020-01-01', until: '2026-03-01' }, null, 'ARGUMENT_INVALID'],
    ['supervisor', { of: '2028' }, null, 'ARGUMENT_INVALID'],
    ['supervisor', {}, null, 'ARGUMENT_INVALID'],
  ])('%s asking for %j of %s is refused: %s', async (role, period, department, code) => {
    const { errors } = await gateway.ask(yearQuery, { period, department }, as(role));
    expect(errors[0]!.extensions['code']).toBe(code);
  });

  test.each([
    ['a page of none', 'overdue(first: 0) { total }'],
    ['a page too large', 'items(figure: "RESPONSE_RATE", first: 101) { pageInfo { hasNextPage } }'],
    ['no figure', 'items(figure: "SCORE") { pageInfo { hasNextPage } }'],
    [
      'the cursor of another list',
      `overdue(after: "${Buffer.from('["items X","a","b"]').toString('base64url')}") { total }`,
    ],
    ['no cursor', 'overdue(after: "x") { total }'],
  ])('%s is refused', async (_, field) => {
    const { errors } = await gateway.ask(`{ supervision(period: { of: "2026" }) { ${field} } }`, {}, as('supervisor'));
    expect(errors[0]!.extensions['code']).toBe('ARGUMENT_INVALID');
  });

  const recount = (days: Days): Heaps => {
    const heaps = new Heaps();
    recountMeasures(events, days, heaps);
    recountDeliveries(book, days, heaps);
    recountAcceptances(acceptances, { days, department: matter.department, heaps });
    recountDecisions(decided, acceptances, { days, heaps, matter });
    for (const id of heaps.figures.keys()) seen.add(id);
    return heaps;
  };

  test.each([
    ['the year', { of: '2026' }, { from: '2026-01-01', until: '2026-12-31' }],
    ['a quarter', { of: '2026-Q2' }, { from: '2026-04-01', until: '2026-06-30' }],
    ['a month', { of: '2026-09' }, { from: '2026-09-01', until: '2026-09-30' }],
    ['some days', { from: '2026-03-30', until: '2026-11-11' }, { from: '2026-03-30', until: '2026-11-11' }],
  ])('every figure of %s is what a plain recount from raw events gives', async (_, period, days) => {
    const { figures } = await figuresOf(gateway.ask, { period });
    const { figures: heaps } = recount(days);
    const counted = figures.filter(({ denominator, numerator }) => (denominator ?? numerator ?? 0) > 0);
    const isCount = (id: string) => metricOf(id.split(':')[0] as MetricCode).unit === 'COUNT';
    const given = new Map(counted.map((figure) => [figure.id, figure]));
    const expected = [...heaps].filter(([id, heap]) => (isCount(id) ? heap.numerator : heap.denominator) > 0);
    expect([...given.keys()].sort()).toEqual(expected.map(([id]) => id).sort());
    for (const [id, heap] of expected) expect([id, shownOf(given.get(id)!)]).toEqual([id, recountedOf(id, heap)]);
    for (const figure of figures) if (!given.has(figure.id)) expect(isZeroOrUnknown(figure)).toBe(true);
  });

  test('the items behind every figure are its own, page by page', async () => {
    const period = { of: '2026' };
    const { figures: heaps } = recount({ from: '2026-01-01', until: '2026-12-31' });
    for (const metric of metricCodes.filter((code) => heaps.has(code))) {
      const found = await allItems(gateway.ask, { period, figure: metric });
      const heap = heaps.get(metric)!;
      expect([metric, found.length]).toEqual([metric, heap.ids.length]);
      expect(found.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(heap.numerator);
      expect(found.reduce((sum, { denominator }) => sum + denominator, 0)).toBe(heap.denominator);
      // Rows and deliveries have longer names here, in which the bookkeeper's own stand.
      const ids = heap.ids.toSorted();
      expect(found.map(({ id }) => ids.find((one) => id === one || id.split(' ').at(-1) === one) ?? id).sort()).toEqual(
        ids,
      );
    }
  });

  test('what is overdue is listed whole, the longest first, with the days that it is late', async () => {
    const period = { of: '2026' };
    const { figures: heaps } = recount({ from: '2026-01-01', until: '2026-12-31' });
    const listed = await allOverdue(gateway.ask, period);
    const expected = ['OVERDUE_MATTERS', 'OVERDUE_ACCEPTANCES'].flatMap((metric) => heaps.get(metric)?.ids ?? []);
    expect(listed.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(listed.map(({ dueOn }) => dueOn)).toEqual(listed.map(({ dueOn }) => dueOn).sort());
    for (const { daysLate, dueOn } of listed)
      expect(daysLate).toBe((Date.parse('2026-12-31') - Date.parse(dueOn)) / 86_400_000);
  });
});

test('the schema names every metric, and the document of clients asks for everything that explains a figure', () => {
  const { schema } = buildSupervision(readFileSync('subgraphs/supervision/schema.graphql', 'utf8'), {} as never);
  const names = (schema.getType('SupervisionMetric') as GraphQLEnumType).getValues().map(({ name }) => name);
  expect(names.sort()).toEqual([...metricCodes].sort());
  const document = parse(readFileSync('schema/operations/supervision.graphql', 'utf8'));
  const asked = new Set<string>();
  visit(document, { Field: ({ name }) => void asked.add(name.value) });
  const fields = (schema.getType('SupervisionFigure') as GraphQLObjectType).getFields();
  expect(Object.keys(fields).filter((field) => !asked.has(field))).toEqual([]);
});

test('the random years had something to count in every figure that can be counted', () => {
  expect(metricCodes.filter((code) => metricOf(code).source !== null && !seen.has(code))).toEqual([]);
});

function shownOf({ denominator, longest, median, numerator, unknown, value }: Figure) {
  return { value, numerator, denominator, median, longest, unknown };
}

function recountedOf(id: string, { days, denominator, numerator }: Recounted) {
  const { unit } = metricOf(id.split(':')[0] as MetricCode);
  const counts = unit === 'COUNT';
  const took = unit === 'WORKING_DAYS';
  return {
    value: counts ? numerator : numerator / denominator,
    numerator,
    denominator: counts ? null : denominator,
    median: took ? medianOf(days) : null,
    longest: took ? Math.max(...days) : null,
    unknown: null,
  };
}

/** A count of nothing that would have been seen is 0; everything else that was not counted has no value, and says why. */
function isZeroOrUnknown({ metric, unknown, value }: Figure): boolean {
  const { unit } = metricOf(metric as MetricCode);
  return unit === 'COUNT' && unknown === null ? value === 0 : value === null && unknown !== null;
}
