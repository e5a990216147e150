import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { zip } from '../demo/stand-ins/science-technology/zip.ts';
import { listen } from '../gateway/listen.ts';
import { placesOfOurs } from '../gateway/places.ts';
import { createGateway } from '../gateway/server.ts';
import { as, plainTokens } from './support/callers.ts';
import { askAt, openDistrict, type Ask, type TestDistrict } from './support/district.ts';
import { silent } from './support/gateway.ts';
import { trusted } from './support/rest.ts';

const root = join(import.meta.dirname, '..');
const sampleOf = (department: string, file: string) =>
  readFileSync(join(root, 'subgraphs/departments', department, 'sample', file));
const tourismSample = sampleOf('tourism', 'lyj-202607.xlsx');
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const officer = as('officer:tourism', 'DATA_SUPPLY');
const yunji = '91510904MAXXXX2340';

interface Sheet {
  readonly recordSet: string;
  readonly created: number;
  readonly changed: number;
  readonly ended: number;
  readonly faults: readonly { readonly row: string; readonly kind: string; readonly code: string }[];
}
interface Told {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly id: string | null;
    readonly state: string;
    readonly code?: string;
    readonly fault: { readonly code: string; readonly detail: string } | null;
    readonly report: Record<string, number> & { readonly sheets: readonly Sheet[] };
    readonly items: readonly Record<string, unknown>[];
    readonly [name: string]: unknown;
  };
}

let district: TestDistrict;
let url: string;
let ask: Ask;
let close: () => Promise<void>;
beforeAll(async () => {
  district = await openDistrict({
    connected: ['tourism', 'state-assets', 'court'],
    settings: { 'state-assets': { url: 'upload:' } },
  });
  const gateway = await createGateway({
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    placeOf: placesOfOurs({ host: district.host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: trusted.filter(({ name }) => name.includes('upload')),
    clockNotice: null,
    explorer: null,
    identity: plainTokens,
    access: { anonymousPublic: false, demo: true },
    log: silent,
    now: Date.now,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  url = listening.url;
  ask = askAt(url);
  close = async () => {
    await listening.drain(1000);
    await gateway.close();
  };
});
afterAll(async () => {
  await close();
  await district[Symbol.asyncDispose]();
});

async function call(path: string, init: RequestInit): Promise<Told> {
  const response = await fetch(url + path, init);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Told['body'] };
}

let keys = 0;
interface Sent {
  readonly department?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly key?: string;
}
function send(bytes: Buffer, { department = 'tourism', headers = officer, key, query = {} }: Sent = {}): Promise<Told> {
  const search = new URLSearchParams({ fileName: '旅游台账.xlsx', ...query });
  return call(`/api/uploads/${department}?${search.toString()}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { ...headers, 'content-type': xlsx, 'idempotency-key': key ?? `key-${(keys += 1)}` },
  });
}
const check = (bytes: Buffer, sent: Sent = {}) => send(bytes, { ...sent, query: { dryRun: 'true', ...sent.query } });
const json = (body: unknown, headers = officer) =>
  call('/api/uploads/tourism', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'content-type': 'application/json' },
  });
const withdraw = (id: string | null, grounds = '填错了月份', headers = officer) =>
  call(`/api/uploads/tourism/${id ?? 'none'}/withdrawal`, {
    method: 'POST',
    body: JSON.stringify({ grounds }),
    headers: { ...headers, 'content-type': 'application/json' },
  });
const list = (headers = officer) => call('/api/uploads/tourism?first=50', { headers });

async function changed(change: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(root, 'subgraphs/departments/tourism/sample/lyj-202607.xlsx'));
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** What the bureau states about an organisation, and how its section stands. */
async function stated(creditCode = yunji, section = 'tourism') {
  const { data } = await ask(
    `{ organisation(creditCode: "${creditCode}") { ${section} { source { state } creditRecords { recordKind documentNumber inForce } } } }`,
  );
  return (data as unknown as { organisation: Record<string, { source: { state: string }; creditRecords: unknown }> })
    .organisation[section]!;
}

/** Everything that is kept of the bureau, to the last column. */
async function kept() {
  const tables = ['delivered_facts', 'quarantine', 'unlinked', 'deliveries', 'record_set_state'];
  return Promise.all(
    tables.map(async (table) => {
      const rows = await district.host.database.query(
        `SELECT to_jsonb(t) - 'looked_at' AS row FROM ${table} t WHERE department = 'tourism' ORDER BY (to_jsonb(t) - 'looked_at')::text`,
      );
      return rows.map(({ row }) => row as unknown);
    }),
  );
}

test('a check says what would be taken and what is wrong, row by row, and changes nothing', async () => {
  const before = await kept();
  const { body, status, text } = await check(tourismSample);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: null, state: 'CHECKED', department: 'tourism', fault: null });
  expect(body.report).toMatchObject({ rows: 13, records: 7, naturalPersons: 1, unlinked: 2, repeated: 1, rejected: 2 });
  expect(body.report.sheets.flatMap(({ faults }) => faults)).toEqual([
    expect.objectContaining({ row: 'row 6', kind: 'REJECTED', code: 'DATE_IMPOSSIBLE' }),
    expect.objectContaining({ row: 'row 5', kind: 'UNLINKED', code: 'NAME_ONLY' }),
    expect.objectContaining({ row: 'row 3', kind: 'REPEATED', code: 'SAME_RECORD' }),
    expect.objectContaining({ row: 'row 6', kind: 'REJECTED', code: 'CODE_UNKNOWN' }),
    expect.objectContaining({ row: 'row 4', kind: 'UNLINKED', code: 'NAME_ONLY' }),
  ]);
  // The stand-in's folder has the sample and more: what is not in the sample would end.
  for (const { changed: differs, created, ended } of body.report.sheets) {
    expect([created, differs]).toEqual([0, 0]);
    expect(ended).toBeGreaterThan(0);
  }
  expect(text).not.toMatch(/某[甲乙丙丁戊己庚辛壬癸]|5109041900|139000/);
  expect(await kept()).toEqual(before);
  expect((await list()).body.items).toEqual([]);
});

test('a workbook is taken, replaced and withdrawn again, each step on record', async () => {
  const [atFirst, first] = [await kept(), await send(tourismSample, { key: 'first' })];
  expect(first.body).toMatchObject({
    state: 'COMMITTED',
    uploadedBy: 'demo-officer-tourism',
    fileName: '旅游台账.xlsx',
  });
  expect(await send(tourismSample, { key: 'first' })).toMatchObject({ status: 200, body: { id: first.body.id } });
  const afterFirst = await kept();
  const next = await changed((book) => {
    const penalties = book.getWorksheet('投诉处罚')!;
    penalties.getRow(3).getCell(7).value = 30_000;
    penalties.getRow(5).getCell(7).value = 30_000;
    penalties.spliceRows(6, 1);
    penalties.addRow([4, '样例云集', yunji, '安旅罚字〔2026〕第9号', '2026.6.30', '警告', null]);
    book.getWorksheet('旅游失信名单')!.getRow(3).getCell(3).value = null;
  });
  const second = await send(next);
  expect(second.body.report.sheets.map(({ changed: differs, created, ended }) => [created, differs, ended])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [1, 1, 0],
    // It may be the row that now has no code: nobody may conclude that it has ended.
    [0, 0, 0],
  ]);
  expect(await stated()).toMatchObject({
    source: { state: 'ANSWERED' },
    creditRecords: expect.arrayContaining([
      expect.objectContaining({ documentNumber: '安旅罚字〔2026〕第9号' }),
    ]) as unknown,
  });
  expect((await withdraw(first.body.id)).body).toMatchObject({ code: 'UPLOAD_NOT_LATEST' });
  const withdrawn = await withdraw(second.body.id, '重复计算,经办 510904190001010010');
  expect(withdrawn).toMatchObject({
    status: 200,
    body: {
      state: 'WITHDRAWN',
      withdrawnBy: 'demo-officer-tourism',
      withdrawnBecause: '重复计算,经办 ******************',
      withdrawnAt: expect.any(String) as unknown,
    },
  });
  expect(await kept()).toEqual(afterFirst);
  expect(JSON.stringify(await stated())).not.toContain('〔2026〕第9号');
  expect(await withdraw(second.body.id)).toMatchObject({ status: 409, body: { code: 'UPLOAD_NOT_IN_STATE' } });
  expect((await withdraw(first.body.id)).body.state).toBe('WITHDRAWN');
  expect(await kept()).toEqual(atFirst);
  expect((await list()).body.items.map(({ id, state }) => [id, state])).toEqual([
    [second.body.id, 'WITHDRAWN'],
    [first.body.id, 'WITHDRAWN'],
  ]);
});

describe('a workbook goes back as a whole', () => {
  const bomb = zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': Buffer.alloc(40 * 1024 * 1024, 0x20),
  });

  test.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    ['is none', () => Buffer.from('<html>请重新登录</html>'), 'WORKBOOK_UNREADABLE', 'web page'],
    ['is cut off', () => tourismSample.subarray(0, 4000), 'WORKBOOK_UNREADABLE', 'cut off'],
    ['unpacks to far more than it is', () => bomb, 'WORKBOOK_UNREADABLE', 'does not unpack'],
    [
      'lacks a sheet',
      () => changed((book) => book.removeWorksheet(book.getWorksheet('等级评定')!.id)),
      'SHEET_MISSING',
      '等级评定',
    ],
    [
      'lacks a column',
      () => changed((book) => (book.getWorksheet('等级评定')!.getRow(2).getCell(7).value = '日期')),
      'COLUMN_MISSING',
      '评定日期',
    ],
    [
      'has too many rows',
      () =>
        changed((book) => {
          for (let row = 0; row < 2001; row += 1) book.getWorksheet('等级评定')!.addRow([row, '某公司', yunji]);
        }),
      'TOO_MANY_ROWS',
      '2000',
    ],
    [
      'has mostly rows that cannot be read',
      () =>
        changed((book) => {
          for (let row = 0; row < 30; row += 1)
            book.getWorksheet('等级评定')!.addRow([row, '某公司', yunji, null, 'A', `号${row}`, '2026.13.1']);
        }),
      'MOST_ROWS_UNREADABLE',
      'cannot be read',
    ],
  ])('when it %s; nothing of it is taken, and that it came is on record', async (_, make, code, detail) => {
    const before = await kept();
    const bytes = await make();
    const wanted = { state: 'QUARANTINED', fault: { code, detail: expect.stringContaining(detail) as unknown } };
    expect((await check(bytes)).body).toMatchObject({ ...wanted, id: null });
    const { body } = await send(bytes);
    expect(body).toMatchObject({ ...wanted, id: expect.any(String) as unknown });
    expect((await list()).body.items[0]).toMatchObject({ id: body.id, state: 'QUARANTINED' });
    expect(await withdraw(body.id)).toMatchObject({ status: 409, body: { code: 'UPLOAD_NOT_IN_STATE' } });
    expect(await kept()).toEqual(before);
  });
});

describe('is refused', () => {
  const content = tourismSample.toString('base64');
  const whole = { fileName: 'a.xlsx', content, idempotencyKey: 'refused' };

  test.each<[string, () => Promise<Told>, number, string]>([
    [
      'another department’s officer',
      () => send(tourismSample, { headers: as('officer:court') }),
      403,
      'ACTION_NOT_ALLOWED',
    ],
    ['an analyst', () => send(tourismSample, { headers: as('analyst') }), 403, 'UNAUTHORIZED_FIELD'],
    ['an operator', () => list(as('operator')), 403, 'UNAUTHORIZED_FIELD'],
    ['another department’s officer who looks', () => list(as('officer:court')), 403, 'ACTION_NOT_ALLOWED'],
    [
      'another department’s officer who withdraws',
      () => withdraw('x', 'y', as('officer:court')),
      403,
      'ACTION_NOT_ALLOWED',
    ],
    ['nobody', () => send(tourismSample, { headers: {} }), 401, 'TOKEN_MISSING'],
    [
      'an officer without a purpose',
      () => send(tourismSample, { headers: as('officer:tourism', '') }),
      400,
      'PURPOSE_MISSING',
    ],
    [
      'a department with a system',
      () => send(tourismSample, { department: 'court', headers: as('officer:court') }),
      404,
      'DEPARTMENT_TAKES_NO_UPLOADS',
    ],
    ['a path for a name', () => json({ ...whole, fileName: '../a.xlsx' }), 400, 'FILE_NAME_INVALID'],
    ['no Base64', () => json({ ...whole, content: '旅游' }), 400, 'CONTENT_INVALID'],
    ['no content', () => json({ ...whole, content: '' }), 400, 'CONTENT_INVALID'],
    ['no key', () => json({ ...whole, idempotencyKey: ' ' }), 400, 'IDEMPOTENCY_KEY_INVALID'],
    ['a day to come', () => json({ ...whole, asOfOn: '2026-07-07' }), 400, 'DAY_INVALID'],
    ['no day of the calendar', () => json({ ...whole, asOfOn: '2026-02-30' }), 400, 'DAY_INVALID'],
    ['what is older than what stands', () => json({ ...whole, asOfOn: '2025-01-31' }), 409, 'UPLOAD_OUT_OF_DATE'],
    ['a file that is too large', () => send(Buffer.alloc(2 * 1024 * 1024 + 1)), 413, 'DOCUMENT_TOO_LARGE'],
    ['a withdrawal of nothing', () => withdraw('nothing'), 404, 'UPLOAD_NOT_FOUND'],
    ['a withdrawal without grounds', () => withdraw('nothing', ' '), 400, 'GROUNDS_INVALID'],
    ['an unknown parameter', () => send(tourismSample, { query: { dryrun: 'true' } }), 400, 'BAD_REQUEST'],
  ])('%s', async (_, call, status, code) => {
    expect(await call()).toMatchObject({ status, body: { code } });
  });

  test('a file that is too large is told how large it may be, and what to do', async () => {
    const most = 2 * 1024 * 1024;
    const { body } = await send(Buffer.alloc(most + 1));
    expect(body).toMatchObject({
      message: 'The file has more than 2097152 bytes (2 MiB).',
      remedy: 'Remove pictures, old sheets and formats of empty cells from the workbook, and send it again.',
      limit: 'bytes',
      most,
    });
    const inJson = await json({ ...whole, content: 'A'.repeat(600 * 1024) });
    expect(inJson).toMatchObject({
      status: 413,
      body: { limit: 'bytes', most: 512 * 1024, remedy: expect.stringContaining('spreadsheetml.sheet') },
    });
  });

  test('the same key with another file', async () => {
    const { body } = await send(tourismSample, { key: 'twice' });
    const other = await changed((book) => book.getWorksheet('等级评定')!.addRow(['注:无']));
    expect(await send(other, { key: 'twice' })).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    await withdraw(body.id);
  });
});

test('what was handed in stands until a newer file comes into the folder', async () => {
  const { body } = await send(tourismSample);
  const folder = fileURLToPath(district.standIn('tourism').settings['url']!);
  const noCache = { 'cache-control': 'no-cache' };
  const look = () => ask(`{ organisation(creditCode: "${yunji}") { tourism { source { state } } } }`, {}, noCache);
  await look();
  const taken = async () => {
    const [row] = await district.host.database.query<{ name: string }>(
      "SELECT name FROM deliveries WHERE department = 'tourism' ORDER BY position DESC LIMIT 1",
    );
    return row!.name;
  };
  expect(await taken()).toBe(`upload ${body.id}`);
  const file = join(folder, 'lyj-new.xlsx');
  writeFileSync(file, tourismSample);
  const at = new Date(district.clock.now() + 1000);
  utimesSync(file, at, at);
  await look();
  expect(await taken()).toBe('lyj-new.xlsx');
  expect(await withdraw(body.id)).toMatchObject({ status: 409, body: { code: 'UPLOAD_NOT_LATEST' } });
});

test('a department without a folder answers once it has handed something in', async () => {
  const shuangjiang = '91510904205990108J';
  expect((await stated(shuangjiang, 'stateAssets')).source.state).toBe('UNAVAILABLE');
  const sent = { department: 'state-assets', headers: as('officer:state-assets', 'DATA_SUPPLY') };
  const { body } = await send(sampleOf('state-assets', 'gzw-202607.xlsx'), sent);
  expect(body.report.sheets.map(({ created, ended }) => [created, ended])).toEqual([
    [3, 0],
    [3, 0],
  ]);
  expect(await stated(shuangjiang, 'stateAssets')).toMatchObject({
    source: { state: 'ANSWERED' },
    creditRecords: expect.arrayContaining([
      expect.objectContaining({ recordKind: 'SUPPLIER_ARREARS', documentNumber: 'QQ-2025-001', inForce: true }),
    ]) as unknown,
  });
});

test('the OpenAPI document says that the body may be the file, and where the rest then stands', async () => {
  const { body } = await call('/api/openapi.json', {});
  const { paths } = body as unknown as {
    paths: Record<
      string,
      Record<string, { parameters: { in: string; name: string }[]; requestBody?: { content: object } }>
    >;
  };
  const { get, post } = paths['/api/uploads/{department}']!;
  expect(Object.keys(post!.requestBody!.content)).toEqual(['application/json', xlsx]);
  const inAddress = post!.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  expect(inAddress.toSorted()).toEqual(['asOfOn', 'dryRun', 'fileName', 'idempotencyKey']);
  expect(get!.parameters).toContainEqual(expect.objectContaining({ name: 'first', required: false }));
  expect(Object.keys(paths)).toContain('/api/uploads/{department}/{uploadId}/withdrawal');
});
