import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import readSheets from 'read-excel-file/node';
import type { Database } from '../subgraphs/database/database.ts';
import { saveDepartmentState } from '../subgraphs/register/department-state.ts';
import { metricCodes } from '../subgraphs/supervision/metrics.ts';
import { readPeriod } from '../subgraphs/supervision/period.ts';
import { writeReport } from '../subgraphs/supervision/report/write-report.ts';
import { figuresOf } from '../subgraphs/supervision/resolvers.ts';
import { createWorkingDayCount } from '../subgraphs/supervision/working-days-between.ts';
import { openTestDatabase } from './support/database.ts';
import { reckoning, tables } from './support/supervision-stage.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { writeYearOfMeasures } from './support/year-of-measures.ts';

const today = '2027-03-01';
const hostile = '法院<script>alert("1")</script> / Court';
let database: Database & AsyncDisposable;
const folder = temporaryFolder();
beforeAll(async () => {
  database = await openTestDatabase();
  await writeYearOfMeasures(database, 7, 20);
  for (const [name, title] of [
    ['court', hostile],
    ['finance', '=1+1 / Finance'],
  ] as const)
    await saveDepartmentState(
      database,
      {
        name,
        title,
        protocol: 'soap',
        mode: 'asked',
        connected: true,
        offers: [],
        state: null,
        lastAnswerAtMs: null,
        lastError: null,
        nextExpected: null,
      },
      Date.parse(today),
    );
  await writeReport('2026-06', { queries: database, reckoning, tables, today, folder: folder.path });
});
afterAll(async () => {
  await database.close();
  folder.remove();
});

const figures = () => {
  const counting = { period: readPeriod({ of: '2026-06' }, today), count: createWorkingDayCount(), reckoning, tables };
  return figuresOf({ queries: database, counting, department: null }, metricCodes);
};

test('the workbook has every figure, and another reader reads the same values in it', async () => {
  const sheets = await readSheets(join(folder.path, 'supervision-2026-06.xlsx'));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['指标 figures', '逾期 overdue', '部门 departments']);
  const [head, ...rows] = sheets[0]!.data;
  const column = (title: string) => head!.findIndex((cell) => String(cell).startsWith(title));
  const expected = await figures();
  expect(rows.map((row) => row[column('标识')])).toEqual(expected.map(({ id }) => id));
  expect(rows.map((row) => row[column('数值')])).toEqual(expected.map(({ value }) => value));
  expect(rows.map((row) => row[column('分母')])).toEqual(expected.map(({ denominator }) => denominator));
  for (const row of rows) expect(row[column('数值')] === null).toBe(row[column('无值缘由')] !== null);
});

test('nothing in the workbook is taken for a formula', async () => {
  const sheets = await readSheets(join(folder.path, 'supervision-2026-06.xlsx'));
  const cells = sheets.flatMap(({ data }) => data.flat());
  expect(cells).toContain("'=1+1");
  expect(cells.filter((cell) => typeof cell === 'string' && /^[=+@]/.test(cell))).toEqual([]);
});

test('the page loads nothing, runs nothing, and allows its own style only', () => {
  const page = readFileSync(join(folder.path, 'supervision-2026-06.html'), 'utf8');
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
  expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
    /https?:|<script|<link|<img|url\(|@import| style=| on\w+=/,
  );
  expect(page).toContain('法院&lt;script&gt;');
});

test('the page says of what is not known why, and never shows it as nothing', async () => {
  const page = readFileSync(join(folder.path, 'supervision-2026-06.html'), 'utf8');
  const row = (title: string) => page.split('\n').find((line) => line.includes(`<td>${title}`))!;
  expect(row('准确率')).toContain('— 本平台无从得知');
  expect(row('归集量')).toContain('— 本平台无从得知');
  const response = (await figures()).find(({ id }) => id === 'RESPONSE_RATE')!;
  expect(row('响应率')).toContain(`>${response.numerator}/${response.denominator}<`);
});

test('a report that fails leaves no file that looks whole', async () => {
  const other = join(folder.path, 'failing');
  const failing = { ...database, query: async () => Promise.reject(new Error('the database is gone')) };
  await expect(writeReport('2026-06', { queries: failing, reckoning, tables, today, folder: other })).rejects.toThrow(
    'gone',
  );
  expect(existsSync(other) ? readdirSync(other) : []).toEqual([]);
});

test('the command writes both files, and says how it is used', async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['subgraphs/supervision-report.ts', ...args], {
      env: { DATA_DIR: join(folder.path, 'var'), DEMO: 'on' },
    });
  const out = join(folder.path, 'out');
  const { stdout } = await run('--month', '2026-06', '--out', out);
  expect(stdout.trim().split('\n')).toEqual([
    join(out, 'supervision-2026-06.xlsx'),
    join(out, 'supervision-2026-06.html'),
  ]);
  expect(readdirSync(out).sort()).toEqual(['supervision-2026-06.html', 'supervision-2026-06.xlsx']);
  await expect(run('--month', '2026', '--out', out)).rejects.toMatchObject({ code: 2 });
});
