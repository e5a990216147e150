import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { CreditCode } from '../../schema/credit-code.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { createCollector } from '../../subgraphs/deliveries/collector.ts';
import { loadFacts } from '../../subgraphs/deliveries/delivered-records.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import type { Collected, DeliveringProtocol } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime } from '../support/drop.ts';
import { demoDirectory } from '../support/directory.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';

const sample = join(import.meta.dirname, '../../subgraphs/departments/state-tax/sample');
const expected = JSON.parse(readFileSync(join(sample, 'expected.json'), 'utf8')) as {
  answers: (ExpectedAnswer & { ignored?: readonly unknown[] })[];
  afterAll: { creditCode: CreditCode; because: string; taxKind?: string; [part: string]: unknown }[];
};
const protocol = connector.protocol as DeliveringProtocol;
const log = pino({ level: 'silent' });
const days = ['drop-20260701', 'drop-20260702'];
const dayOf = (folder: string) => folder.replace(/^drop-(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
const dropped = (folder: string) => Date.parse(`${dayOf(folder)}T05:30:00+08:00`);
const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));

describe('samples', () => {
  const drop = createDrop();
  const looks: Record<string, Collected> = {};
  beforeAll(async () => {
    const memory = createMemory();
    for (const day of ['drop-20260701', 'drop-20260702']) {
      const on = `${day.slice(5, 9)}-${day.slice(9, 11)}-${day.slice(11)}`;
      drop.putAll(join(sample, day), Date.parse(`${on}T05:30:00+08:00`));
      const system = (connector.protocol as DeliveringProtocol).connect(
        { url: drop.url },
        testRuntime(`${on}T06:30:00+08:00`),
      );
      looks[day] = await system.collect(queries, memory, AbortSignal.timeout(5000));
      memory.keep(looks[day]);
      await system.close();
    }
  });
  afterAll(() => drop.remove());

  for (const answer of expected.answers) {
    const [, day, name] = answer.sample.split('/') as [string, string, string];
    it(`${day}/${name} gives what the interface expects`, () => {
      const collected = looks[day]!;
      const delivery = deliveries(collected).find((one) => one.name === name);
      if (answer.source.outcome !== 'ANSWERED') {
        expect(delivery).toBeUndefined();
        expect(failures(collected)).toContainEqual({ name, code: 'DEPARTMENT_UNAVAILABLE' });
        return;
      }
      const set = connector.recordSets[delivery!.recordSet]!;
      const reading = readRows(set, delivery!.rows, {
        directory: demoDirectory(),
        today: `${day.slice(5, 9)}-${day.slice(9, 11)}-${day.slice(11)}`,
      });
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      expect(delivery!.ignored).toBe(answer.ignored?.length ?? 0);
      for (const secret of answer.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    });
  }
});

describe('the sequence of days', () => {
  it('leaves every record as the interface expects after the second day', async () => {
    const drop = createDrop();
    const database = await openDatabase({ url: null, dataDir: null }, log);
    for (const day of days) {
      drop.putAll(join(sample, day), dropped(day));
      const runtime = testRuntime(`${dayOf(day)}T06:30:00+08:00`);
      const collector = createCollector({
        department: 'state-tax',
        connector,
        database,
        log,
        clock: runtime.clock,
        timeoutMs: 5000,
        system: protocol.connect({ url: drop.url }, runtime),
        directory: () => async () => demoDirectory(),
      });
      await collector.collect();
    }
    const codes = [...new Set(expected.afterAll.map(({ creditCode }) => creditCode))];
    const facts = [...(await loadFacts(database, 'state-tax', codes)).values()].flat().map(({ fact }) => fact);
    for (const { because, taxKind, ...wanted } of expected.afterAll) {
      expect({ because, facts }).toEqual({
        because,
        facts: expect.arrayContaining([
          expect.objectContaining({
            ...wanted,
            ...(taxKind === undefined ? {} : { fields: expect.objectContaining({ taxKind }) }),
          }),
        ]),
      });
    }
    await database.close();
    drop.remove();
  });
});
