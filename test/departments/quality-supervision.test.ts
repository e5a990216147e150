import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDistrict } from '../../demo/create-district.ts';
import { createStandIn } from '../../demo/stand-ins/quality-supervision/stand-in.ts';
import { checkConnector } from '../../subgraphs/connector/check-connector.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import connector from '../../subgraphs/departments/quality-supervision/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import {
  createSharedFolder,
  createTaken,
  deliveriesOf,
  failuresOf,
  lookAt,
  sampleClock,
} from '../support/shared-folder.ts';

const department = 'quality-supervision';
const folder = join(import.meta.dirname, '../../subgraphs/departments', department);
const { answers } = JSON.parse(readFileSync(join(folder, 'sample/expected.json'), 'utf8')) as {
  answers: ExpectedAnswer[];
};

test('schema and connector say the same', () => {
  checkConnector(department, readFileSync(join(folder, 'schema.graphql'), 'utf8'), connector);
});

describe('the samples of the interface', () => {
  const shared = createSharedFolder();
  let collected: Collected;
  beforeAll(async () => {
    for (const name of ['SCXKZ.DBF', 'CCJG.DBF']) shared.put(name, readFileSync(join(folder, 'sample', name)));
    collected = await lookAt(department, connector, shared);
  });
  afterAll(() => shared.remove());

  test.each(answers.map((answer) => [answer.sample, answer] as const))(
    '%s is concluded as expected',
    (sample, answer) => {
      const delivery = deliveriesOf(collected).find(({ name }) => sample.endsWith(name))!;
      const set = connector.recordSets[delivery.recordSet]!;
      const reading = readRows(set, delivery.rows, { directory: demoDirectory(), today: '2026-07-01' });
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      const extras = answer.facts.map(({ extra }) => extra as { product?: string; result?: string });
      expect(reading.facts.map(({ fields }) => [fields['product'], fields['result']])).toEqual(
        extras.map(({ product, result }) => [product, result]),
      );
      const kept = JSON.stringify(reading);
      for (const secret of answer.mustNotLeak ?? []) expect(kept).not.toContain(secret);
    },
  );

  test('each file is the whole and current state of its record set', () => {
    expect(deliveriesOf(collected)).toEqual(
      ['SCXKZ.DBF', 'CCJG.DBF'].map((name) =>
        expect.objectContaining({ name, kind: 'REPLACEMENT', asOfMs: Date.parse(sampleClock), ignored: 0 }),
      ),
    );
  });

  test('files that were taken are seen again, as of the new look', async () => {
    const known = createTaken();
    known.keep(collected);
    const at = '2026-08-15T08:00:00+08:00';
    const again = await lookAt(department, connector, { url: shared.url, known, at });
    expect(again).toEqual({ deliveries: [], seen: { licences: Date.parse(at), inspections: Date.parse(at) } });
  });
});

describe('the stand-in', () => {
  const shared = createSharedFolder();
  afterAll(() => shared.remove());
  const clock = { now: () => Date.parse(sampleClock) };
  const district = createDistrict({ clock, seed: 7, folder: shared.path });
  const look = (url: string) => lookAt(department, connector, { url });

  test('shares the samples and more, with a share of defects and no person to be found', async () => {
    const standIn = await createStandIn(district);
    const collected = await look(standIn.settings['url']!);
    const [licences, inspections] = deliveriesOf(collected).map(({ recordSet, rows }) =>
      readRows(connector.recordSets[recordSet]!, rows, { directory: demoDirectory(), today: '2026-07-01' }),
    );
    expect(licences!.facts).toContainEqual(expect.objectContaining({ documentNumber: 'XK13-201-00012' }));
    expect(licences!.rows).toBeGreaterThan(40);
    expect(inspections!.rows).toBeGreaterThan(80);
    expect(licences!.rejected.length + inspections!.rejected.length).toBeLessThan(20);
    expect(JSON.stringify([licences, inspections])).not.toMatch(/某[甲乙丙丁]|5109041900/);
    await standIn.close();
  });

  test.each([
    ['failing', 'DEPARTMENT_ANSWER_INVALID'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
  ] as const)('is not relied on when it is %s, and again when it is normal', async (mode, code) => {
    const standIn = await createStandIn(district);
    const url = standIn.settings['url']!;
    await standIn.setMode(mode);
    expect(failuresOf(await look(url))).toEqual([
      { recordSet: 'licences', name: 'SCXKZ.DBF', code },
      { recordSet: 'inspections', name: 'CCJG.DBF', code },
    ]);
    await standIn.setMode('normal');
    expect(failuresOf(await look(url))).toEqual([]);
    expect(standIn.calls()).toBe(6);
    await standIn.close();
  });

  test('does not answer when it is dead, and again when it is normal', async () => {
    const standIn = await createStandIn(district);
    const url = standIn.settings['url']!;
    await standIn.setMode('dead');
    await expect(look(url)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE', facts: { department } });
    await standIn.setMode('normal');
    expect(deliveriesOf(await look(url))).toHaveLength(2);
    await standIn.close();
  });
});
