import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDistrict } from '../../demo/create-district.ts';
import { createStandIn } from '../../demo/stand-ins/science-technology/stand-in.ts';
import { checkConnector } from '../../subgraphs/connector/check-connector.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import { createSharedFolder, deliveriesOf, failuresOf, lookAt, sampleClock } from '../support/shared-folder.ts';

const department = 'science-technology';
const folder = join(import.meta.dirname, '../../subgraphs/departments', department);
const { answers } = JSON.parse(readFileSync(join(folder, 'sample/expected.json'), 'utf8')) as {
  answers: (ExpectedAnswer & { readonly ignored?: readonly unknown[] })[];
};
const shared = createSharedFolder();
afterAll(() => shared.remove());

test('schema and connector say the same', () => {
  checkConnector(department, readFileSync(join(folder, 'schema.graphql'), 'utf8'), connector);
});

describe('the samples of the interface', () => {
  const uploaded = '2026-07-01T09:30:00+08:00';
  const take = async (name: string) => {
    shared.put(name, readFileSync(join(folder, 'sample', name)), uploaded);
    const collected = await lookAt(department, connector, shared);
    shared.take(name);
    return deliveriesOf(collected);
  };
  const sheets = answers.filter(({ sample }) => sample.includes('sheet'));

  test.each(sheets.map((answer) => [answer.sample, answer] as const))(
    '%s is concluded as expected',
    async (sample, answer) => {
      const [, name, sheet] = /samples\/(.*), sheet (.*)/.exec(sample)!;
      const recordSet = { 高新技术企业: 'highTechEnterprises', 项目经费: 'projects', 科研失信: 'sanctions' }[sheet!]!;
      const delivery = (await take(name!)).find((one) => one.recordSet === recordSet)!;
      const set = connector.recordSets[recordSet]!;
      const reading = readRows(set, delivery.rows, { directory: demoDirectory(), today: '2026-07-01' });
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      expect(delivery.ignored).toBe(answer.ignored!.length);
      const kept = JSON.stringify(reading);
      for (const secret of answer.mustNotLeak ?? []) expect(kept).not.toContain(secret);
    },
  );

  test('the unfilled template is an answer of no rows for every sheet, as of its upload', async () => {
    expect(await take('template.xlsx')).toEqual(
      Object.keys(connector.recordSets).map((recordSet) =>
        expect.objectContaining({
          recordSet,
          name: 'template.xlsx',
          kind: 'REPLACEMENT',
          rows: [],
          ignored: 3,
          asOfMs: Date.parse(uploaded),
          effectiveOn: '2026-07-01',
        }),
      ),
    );
  });
});

describe('the stand-in', () => {
  const clock = { now: () => Date.parse(sampleClock) };
  const district = createDistrict({ clock, seed: 7, folder: join(shared.path, 'district') });
  const look = (url: string) => lookAt(department, connector, { url });

  test('uploads the samples and more by the date that was due, with no person to be found', async () => {
    const standIn = await createStandIn(district);
    const deliveries = deliveriesOf(await look(standIn.settings['url']!));
    const [enterprises, projects, sanctions] = deliveries.map(({ recordSet, rows }) =>
      readRows(connector.recordSets[recordSet]!, rows, { directory: demoDirectory(), today: '2026-07-01' }),
    );
    expect(deliveries[0]).toMatchObject({ name: 'kjj-202604.xlsx', asOfMs: Date.parse('2026-04-08T15:20:00+08:00') });
    expect(enterprises!.facts).toContainEqual(expect.objectContaining({ documentNumber: 'GR202451000001' }));
    expect(enterprises!.facts.length).toBeGreaterThan(25);
    expect(projects!.facts.length).toBeGreaterThan(40);
    expect(sanctions!.dropped).toHaveLength(2);
    expect(enterprises!.rejected.length + projects!.rejected.length).toBeLessThan(10);
    expect(JSON.stringify([enterprises, projects, sanctions])).not.toMatch(/张某甲|李某乙|5109041900/);
    expect(deliveries.map(({ ignored }) => ignored)).toEqual([5, 5, 5]);
    await standIn.close();
  });

  test.each(['failing', 'garbage'] as const)('keeps the last good upload when it is %s', async (mode) => {
    const standIn = await createStandIn(district);
    const url = standIn.settings['url']!;
    await standIn.setMode(mode);
    const collected = await look(url);
    expect(deliveriesOf(collected).map(({ name }) => name)).toEqual(Array(3).fill('kjj-202604.xlsx'));
    expect(failuresOf(collected).map(({ name, code }) => `${name} ${String(code)}`)).toEqual(
      Array(3).fill('kjj-202604-更正.xlsx DEPARTMENT_ANSWER_INVALID'),
    );
    await standIn.setMode('normal');
    expect(failuresOf(await look(url))).toEqual([]);
    expect(standIn.calls()).toBe(2);
    await standIn.close();
  });

  test('does not answer when it is dead, and again when it is normal', async () => {
    const standIn = await createStandIn(district);
    const url = standIn.settings['url']!;
    await standIn.setMode('dead');
    await expect(look(url)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE', facts: { department } });
    await standIn.setMode('normal');
    expect(deliveriesOf(await look(url))).toHaveLength(3);
    await standIn.close();
  });
});
