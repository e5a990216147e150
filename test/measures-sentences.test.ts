import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isEnumType } from 'graphql';
import type { MeasureEvent } from '../subgraphs/measures/events.ts';
import { saveEvents } from './support/measure-desk.ts';
import { initiated, see, useMeasures } from './support/measure-documents.ts';
import { told } from './support/measure-sentences.ts';

const district = useMeasures();
const types = Object.keys(told) as MeasureEvent['type'][];
const typeNames = types.map((type) => type.replaceAll(/\B[A-Z]/g, (letter) => `_${letter}`).toUpperCase());

interface Shown {
  readonly type: string;
  readonly sentenceZh: string;
  readonly details: readonly { readonly name: string; readonly value: string | null }[];
}

test('an event of every type is told in Chinese and in English, with its details by name', async () => {
  await initiated(district());
  await district().database.query('TRUNCATE measure_events, order_deliveries');
  const at = '2026-03-02T02:00:00.000Z';
  const events = types.map((type) => ({ measureId: 'm-1', at, type, ...told[type][0] })) as MeasureEvent[];
  await district().database.transaction((queries) => saveEvents(queries, events));
  const { measure } = await see(
    district(),
    '{ measure(measureId: "m-1") { events { measureId version at by { role department } type sentenceZh sentenceEn details { name value } } } }',
  );
  const shown = measure!['events'] as unknown as Shown[];
  expect(shown).toEqual(
    types.map((type, place) => ({
      measureId: 'm-1',
      version: place + 1,
      at,
      by: expect.anything(),
      type: typeNames[place],
      sentenceZh: told[type][1],
      sentenceEn: told[type][2],
      details: expect.any(Array),
    })),
  );
  const detailsOf = (type: string) =>
    Object.fromEntries(shown.find((one) => one.type === type)!.details.map(({ name, value }) => [name, value]));
  expect(detailsOf('ORDER_IMPLEMENTED')).toEqual({ orderId: 'm-1.finance.1', doneOn: '2026-03-03' });
  expect(detailsOf('MEASURE_LIFTED')).toEqual({ reason: 'EXPIRED', note: null });
  expect(detailsOf('ORDERS_ISSUED')).toMatchObject({
    kind: 'SUSPEND',
    'orders[0].orderId': 'm-1.finance.1',
    'orders[0].sequence': '1',
    'orders[0].reportBy.provisional': 'false',
  });
});

test('an event names role and department of who made it happen, and never the person', async () => {
  await initiated(district());
  const { measure } = await see(
    district(),
    '{ measure(measureId: "m-1") { events { by { role department } sentenceZh sentenceEn details { name value } } } }',
  );
  const [first] = measure!['events'] as unknown as { by: unknown }[];
  expect(first!.by).toEqual({ role: 'OFFICER', department: 'human-resources' });
  expect(JSON.stringify(measure)).not.toContain('human-resources-1');
});

test('the schema knows the types of all events and no others', () => {
  const sdl = readFileSync(join(import.meta.dirname, '../schema/api.graphql'), 'utf8');
  const type = buildSchema(sdl).getType('MeasureEventType');
  const known = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  expect(known.toSorted()).toEqual(typeNames.toSorted());
});
