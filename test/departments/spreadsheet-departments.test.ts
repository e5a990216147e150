import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { createDistrict } from '../../demo/create-district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { checkConnector } from '../../subgraphs/connector/check-connector.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import { departmentsFolder, loadDepartments } from '../../subgraphs/connector/load-departments.ts';
import type { Delivery } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import { demoDirectory } from '../support/directory.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import {
  causesOf,
  createSharedFolder,
  deliveriesOf,
  failuresOf,
  lookAt,
  sampleClock,
} from '../support/shared-folder.ts';

interface ExpectedSheet extends ExpectedAnswer {
  readonly recordSet: string;
  readonly ignored: number;
}

/** The departments without a system, whose clerks lay out their workbooks themselves. */
const departments = [
  'civility-office',
  'commerce',
  'education',
  'financial-affairs',
  'legislative-affairs',
  'political-legal',
  'procuratorate',
  'publicity',
  'state-assets',
  'tourism',
];
const connectors = new Map<string, Connector>();
const shared = createSharedFolder();
beforeAll(async () => {
  for (const { connector, name } of await loadDepartments()) connectors.set(name, connector);
});
afterAll(() => shared.remove());

const sampleOf = (department: string) => {
  const folder = join(departmentsFolder, department, 'sample');
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.xlsx'))!,
  );
};
const expectedOf = (department: string) =>
  (
    JSON.parse(readFileSync(join(departmentsFolder, department, 'sample/expected.json'), 'utf8')) as {
      answers: ExpectedSheet[];
    }
  ).answers;

async function look(department: string, bytes: Buffer) {
  shared.put('upload.xlsx', bytes);
  const collected = await lookAt(department, connectors.get(department)!, shared);
  shared.take('upload.xlsx');
  return collected;
}

function read(department: string, { recordSet, rows }: Delivery): Reading {
  const set = connectors.get(department)!.recordSets[recordSet]!;
  return readRows(set, rows, { directory: demoDirectory(), today: '2026-07-01' });
}

describe.each(departments)('%s', (department) => {
  test('says the same in schema and connector', () => {
    const sdl = readFileSync(join(departmentsFolder, department, 'schema.graphql'), 'utf8');
    checkConnector(department, sdl, connectors.get(department)!);
  });

  test('concludes from every sheet of its sample what its interface document expects, and keeps no person', async () => {
    const deliveries = deliveriesOf(await look(department, readFileSync(sampleOf(department))));
    const expected = expectedOf(department);
    expect(deliveries.map(({ recordSet }) => recordSet)).toEqual(expected.map(({ recordSet }) => recordSet));
    for (const [at, delivery] of deliveries.entries()) {
      const answer = expected[at]!;
      const reading = read(department, delivery);
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      expect(delivery.ignored).toBe(answer.ignored);
      expect(reading.facts.map(({ rowRef, severity, fields }) => ({ rowRef, severity, fields }))).toEqual(
        answer.facts.map(({ rowRef, severity, fields }) => ({ rowRef, severity, fields })),
      );
      for (const secret of answer.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    }
  });
});

describe('the stand-ins', () => {
  const clock = { now: () => Date.parse(sampleClock) };
  const start = () =>
    startStandIns(createDistrict({ clock, seed: 7, folder: join(shared.path, 'district') }), departments);

  test('upload the samples and more by the day that was due, with no person to be found', async () => {
    for (const standIn of await start()) {
      const { department, settings } = standIn;
      const collected = await lookAt(department, connectors.get(department)!, { url: settings['url']! });
      expect(failuresOf(collected)).toEqual([]);
      const expected = expectedOf(department);
      for (const [at, delivery] of deliveriesOf(collected).entries()) {
        const reading = read(department, delivery);
        const identities = new Set(reading.facts.map(({ documentNumber }) => documentNumber));
        for (const { documentNumber } of expected[at]!.facts) expect(identities).toContain(documentNumber);
        expect(JSON.stringify(reading)).not.toMatch(/某[甲乙丙丁戊己庚辛壬癸]|5109041900/);
        // What stands under the table is still no row.
        expect(delivery.ignored).toBe(expected[at]!.ignored);
        expect(reading.rejected.length).toBeLessThanOrEqual(expected[at]!.rejected.length + 2);
      }
      const rows = deliveriesOf(collected).reduce((sum, one) => sum + one.rows.length, 0);
      expect(rows).toBeGreaterThan(10 + expected.reduce((sum, { source }) => sum + source.rows, 0) / 2);
      await standIn.close();
    }
  });

  test('fail, talk garbage, die and come back', async () => {
    const tourism = (await start()).find(({ department }) => department === 'tourism')!;
    const ask = () => lookAt('tourism', connectors.get('tourism')!, { url: tourism.settings['url']! });
    for (const mode of ['failing', 'garbage'] as const) {
      await tourism.setMode(mode);
      const collected = await ask();
      expect(deliveriesOf(collected)).toHaveLength(4);
      expect(failuresOf(collected).map(({ code }) => code)).toEqual(Array(4).fill('DEPARTMENT_ANSWER_INVALID'));
    }
    await tourism.setMode('dead');
    await expect(ask()).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await tourism.setMode('normal');
    expect(failuresOf(await ask())).toEqual([]);
  });
});

describe('a sheet that clerks have laid out themselves', () => {
  const changed = async (change: (book: ExcelJS.Workbook) => void) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(sampleOf('state-assets'));
    change(book);
    return look('state-assets', Buffer.from(await book.xlsx.writeBuffer()));
  };
  const statements = (delivery: Delivery) =>
    read('state-assets', delivery).facts.map((fact) => ({ ...fact, rowRef: '', identity: '' }));

  test('reads the same with more titles above and columns of somebody’s own', async () => {
    const plain = deliveriesOf(await changed(() => {}));
    const other = deliveriesOf(
      await changed((book) => {
        const sheet = book.getWorksheet('国有企业名录')!;
        for (const address of ['A1:L1', 'A2:L2']) sheet.unMergeCells(address);
        sheet.insertRows(1, [['附件 2'], ['(内部资料)'], []]);
        sheet.getRow(6).getCell(20).value = '我的备忘';
      }),
    );
    expect(other.map(statements)).toEqual(plain.map(statements));
  });

  test.each<[string, (book: ExcelJS.Workbook) => void, string]>([
    [
      'a column has another name',
      (book) => {
        book.getWorksheet('拖欠账款清欠')!.getRow(2).getCell(7).value = '拖欠金额(元)';
      },
      '拖欠账款清欠: the column 拖欠金额(万元) is missing',
    ],
    [
      'a column is there twice',
      (book) => {
        book.getWorksheet('国有企业名录')!.getRow(3).getCell(20).value = '登记日期';
      },
      '国有企业名录: the column 登记日期 is there twice',
    ],
    [
      'there are no column names',
      (book) => book.getWorksheet('国有企业名录')!.spliceRows(3, 1),
      '国有企业名录: the column 统一社会信用代码 is missing',
    ],
    [
      'a sheet is missing',
      (book) => book.removeWorksheet(book.getWorksheet('拖欠账款清欠')!.id),
      'the sheet 拖欠账款清欠 is missing',
    ],
  ])('goes back as a whole when %s', async (_, change, cause) => {
    const collected = await changed(change);
    expect(deliveriesOf(collected)).toEqual([]);
    expect(causesOf(collected)).toEqual([cause, cause]);
  });

  test('takes a line for a row unless all of it explains, signs or sums up', async () => {
    const [, arrears] = deliveriesOf(
      await changed((book) => {
        const sheet = book.getWorksheet('拖欠账款清欠')!;
        sheet.addRow([6]);
        sheet.addRow([null, '注:以台账为准']);
        sheet.addRow([null, '1.含利息']);
        sheet.addRow([7, '备注: 样例公司', null, null, 'QQ-2026-010', '2026.4.1', 5, 5, null, '未清偿']);
      }),
    );
    const { rows } = arrears!;
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)!.cells['台账编号']).toBe('QQ-2026-010');
  });
});
