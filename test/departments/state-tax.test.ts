import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreditCode } from '../../schema/credit-code.ts';
import { checkConnector } from '../../subgraphs/connector/check-connector.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { createCollector } from '../../subgraphs/deliveries/collector.ts';
import { loadFacts } from '../../subgraphs/deliveries/delivered-records.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime } from '../support/drop.ts';
import { look, protocol, quiet as log, read } from '../support/state-tax.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';

const folder = join(import.meta.dirname, '../../subgraphs/departments/state-tax');
const sample = join(folder, 'sample');
const expected = JSON.parse(readFileSync(join(sample, 'expected.json'), 'utf8')) as {
  answers: (ExpectedAnswer & { ignored?: readonly unknown[] })[];
  afterAll: { creditCode: CreditCode; because: string; taxKind?: string; [part: string]: unknown }[];
};
const days = ['drop-20260701', 'drop-20260702'];
const dayOf = (drop: string) => drop.replace(/^drop-(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
const dropped = (drop: string) => Date.parse(`${dayOf(drop)}T05:30:00+08:00`);

it('the connector yields exactly what the schema promises', () => {
  expect(() =>
    checkConnector('state-tax', readFileSync(join(folder, 'schema.graphql'), 'utf8'), connector),
  ).not.toThrow();
});

describe('the samples', () => {
  const drop = createDrop();
  const looks: Record<string, Collected> = {};
  beforeAll(async () => {
    const memory = createMemory();
    for (const day of days) {
      drop.putAll(join(sample, day), dropped(day));
      looks[day] = await look({ url: drop.url }, memory);
      memory.keep(looks[day]);
    }
  });
  afterAll(() => drop.remove());

  for (const answer of expected.answers) {
    const [, day, name] = answer.sample.split('/') as [string, string, string];
    it(`give what the interface expects of ${day}/${name}`, () => {
      const delivery = deliveries(looks[day]!).find((one) => one.name === name);
      if (answer.source.outcome === 'UNAVAILABLE') {
        expect(delivery).toBeUndefined();
        expect(failures(looks[day]!)).toContainEqual({ name, code: 'DEPARTMENT_UNAVAILABLE' });
        return;
      }
      const reading = read(delivery!, dayOf(day));
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      expect(ownParts(reading)).toEqual(expectedParts(answer));
      expect(delivery!.ignored).toBe(answer.ignored?.length ?? 0);
      for (const secret of answer.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    });
  }

  it('are each taken once and looked at without being written to', async () => {
    expect(looks[days[0]!]!.deliveries).toHaveLength(5);
    expect(deliveries(looks[days[1]!]!).map(({ name }) => name)).toEqual([
      'SW_FZCH_F_20260701_001.csv',
      'SW_QSGG_F_20260701_001.csv',
      'SW_FZCH_F_20260702_001.csv',
      'SW_NSXY_Z_20260702_001.csv',
      'SW_QSGG_Z_20260702_001.csv',
    ]);
    expect(failures(looks[days[1]!]!)).toEqual([]);
    expect(looks[days[1]!]!.seen).toEqual({ seriousViolations: dropped(days[0]!) });
  });
});

/** The department's own fields by row, in the names of expected.json. */
function ownParts({ facts }: Reading): Record<string, unknown> {
  return Object.fromEntries(
    facts.map(({ rowRef, fields }) => {
      const { grade, year, taxKind, taxPeriod, caseKind } = fields;
      const involved = fields['involvedAmount'] as { fen: number } | undefined;
      return [rowRef, { grade, year, taxKind, taxPeriod, caseKind, involvedFen: involved?.fen }];
    }),
  );
}

function expectedParts({ facts }: ExpectedAnswer): Record<string, unknown> {
  return Object.fromEntries(
    facts.map(({ rowRef, extra }) => {
      const { grade, year, taxKind, taxPeriod, caseKind, involvedFen } = extra as Record<string, unknown>;
      return [rowRef, { grade, year: year && Number(year), taxKind, taxPeriod, caseKind, involvedFen }];
    }),
  );
}

it('leaves every record as the interface expects after the second day', async () => {
  const drop = createDrop();
  const database = await openDatabase({ url: null, dataDir: null }, log);
  for (const day of days) {
    drop.putAll(join(sample, day), dropped(day));
    const runtime = testRuntime(`${dayOf(day)}T06:30:00+08:00`);
    const system = protocol.connect({ url: drop.url }, runtime);
    const parts = { department: 'state-tax', connector, database, log, clock: runtime.clock, timeoutMs: 5000, system };
    await createCollector({ ...parts, directory: () => async () => demoDirectory() }).collect();
    await system.close();
  }
  const codes = [...new Set(expected.afterAll.map(({ creditCode }) => creditCode))];
  const facts = [...(await loadFacts(database, 'state-tax', codes)).values()].flat().map(({ fact }) => fact);
  for (const { because, taxKind, ...wanted } of expected.afterAll) {
    const own = taxKind === undefined ? {} : { fields: expect.objectContaining({ taxKind }) as unknown };
    expect({ because, facts }).toEqual({
      because,
      facts: expect.arrayContaining([expect.objectContaining({ ...wanted, ...own })]) as unknown,
    });
  }
  await database.close();
  drop.remove();
});
