import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { guarded, resultRows } from '../subgraphs/eligibility/screening/result-table.ts';
import { writeResults } from '../subgraphs/eligibility/screening/write-results.ts';
import { openTestDatabase } from './support/database.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const codes = ['91510904MAXXXX015M', '9151090420599001XY', '92510904MAXXXX023D'];
const count = 1203;
const sight = { levels: ['PUBLIC', 'SHARED'], rights: [] } as const;

async function openKept() {
  const database = await openTestDatabase();
  await database.query(`INSERT INTO screenings (job_id, caller_id, idempotency_key, said, caller, matter, asked_on, created_at)
    VALUES ('job', 'a', 'k', '', '{}', 'SP-001', '2026-07-06', now())`);
  await database.query(
    `INSERT INTO screening_items (job_id, position, credit_code, state, fault)
     SELECT 'job', at, ($2::text[])[1 + at % 3], 'FAILED', '=HYPERLINK("x"),' || at FROM generate_series(1, $1::int) AS at`,
    [count, codes],
  );
  return database;
}

const wanted = (position: number) => [
  String(position),
  codes[position % 3],
  'FAILED',
  '',
  '',
  '',
  '',
  '',
  `'=HYPERLINK("x"),${position}`,
];

test('results are written as CSV that another reader reads, with no formula in it', async () => {
  await using database = await openKept();
  const file = join(folder.path, 'results.csv');
  await writeResults(resultRows(database, { id: 'job', sight }), 'csv', file);
  const bytes = readFileSync(file);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = parse(bytes, { bom: true });
  expect(rows).toHaveLength(count + 1);
  expect(rows[0]![1]).toBe('统一社会信用代码 credit code');
  expect(rows.slice(1)).toEqual(Array.from({ length: count }, (_, at) => wanted(at + 1)));
});

test('results are written as XLSX that another reader reads, every cell as text', async () => {
  await using database = await openKept();
  const file = join(folder.path, 'results.xlsx');
  await writeResults(resultRows(database, { id: 'job', sight }), 'xlsx', file);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  const sheet = workbook.worksheets[0]!;
  expect(sheet.rowCount).toBe(count + 1);
  const cells = (row: number) => Array.from({ length: 9 }, (_, at) => sheet.getRow(row).getCell(at + 1).value ?? '');
  expect(cells(2)).toEqual(wanted(1));
  expect(cells(count + 1)).toEqual(wanted(count));
});

test('a failure in between leaves no file that looks whole', async () => {
  async function* broken() {
    yield ['1'];
    throw new Error('the database is gone');
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const file = join(folder.path, `broken.${format}`);
    await expect(writeResults(broken(), format, file)).rejects.toThrow('the database is gone');
    expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
  }
});

test.each(['=1+1', '+1', '-1', '@x', '\tx'])('%j would be a formula and is written as text', (cell) => {
  expect(guarded(cell)).toBe(`'${cell}`);
});
