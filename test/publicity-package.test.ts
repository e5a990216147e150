import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import type { Fact } from '../subgraphs/connector/reading.ts';
import { takeAcknowledgement } from '../subgraphs/double-publicity/acknowledgement/take-acknowledgement.ts';
import { fixPackage } from '../subgraphs/double-publicity/package/fix-package.ts';
import { packageFormats, type PackageFormat } from '../subgraphs/double-publicity/package/package-file.ts';
import { writeWhole } from '../subgraphs/double-publicity/package/whole-file.ts';
import { writePackages, type Manifest } from '../subgraphs/double-publicity/package/write-package.ts';
import { saveDepartmentState } from '../subgraphs/register/department-state.ts';
import { breaches, licenceRules, penaltyRules } from './support/column-rules.ts';
import { deliver, licence, openPublicityStage, penalty, today, type PublicityStage } from './support/publicity.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const household = '92510904MAXXXX023D' as Fact['creditCode'];
const id = '510904_20260706';
/** Fictional, and fails its own check digit. */
const person = '510904199001011230';

const facts = [
  penalty('1'),
  penalty('2', { creditCode: household, amountFen: 1 }),
  penalty('3', { fields: { ...penalty('3').fields, legalBasis: null } }),
  penalty('4', { authority: '没有代码的机关' }),
  penalty('5', { remark: `当事人身份证号${person}` }),
  penalty('6', { amountFen: null, quality: ['AMOUNT_DISAGREES'] }),
  penalty('7', { severity: 'MINOR' }),
  penalty('8', { identity: '8b', documentNumber: penalty('1').documentNumber }),
  penalty('9', { state: 'REVOKED', validUntil: '2026-07-01' }),
  licence('1'),
  licence('2', { fields: { ...licence('2').fields, licenceCategories: ['特殊'] } }),
  licence('3', { openEnded: false, validUntil: '2026-12-31', remark: '甲\u0007乙' }),
  licence('4', { openEnded: false, validUntil: '2030-12-31' }),
  penalty('10', { authority: '没有代码的机关' }),
];

const unheard = {
  protocol: 'any',
  connected: true,
  offers: [],
  state: null,
  lastAnswerAtMs: null,
  lastError: null,
  nextExpected: null,
};

let stage: PublicityStage;
const folder = temporaryFolder();
beforeAll(async () => {
  stage = await openPublicityStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  folder.remove();
});
let turn = 0;
const place = () => join(folder.path, `out-${(turn += 1)}`);
beforeEach(async () => {
  await stage.database.query('DELETE FROM publicity_acknowledgements');
  await stage.database.query('DELETE FROM publicity_rows');
  await stage.database.query('DELETE FROM publicity_packages');
  await deliver(stage.database, facts);
});
const exportOn = async (out: string, day = today, format: PackageFormat = 'csv') => {
  await fixPackage(stage.parts, day, format);
  return writePackages({ ...stage.parts, out });
};

/** By readers that know nothing of the writers. */
async function readBack(file: string, format: PackageFormat): Promise<string[][]> {
  if (format === 'csv') return parse(readFileSync(file), { bom: true });
  if (format === 'xlsx') {
    const [sheet] = await readExcelFile(file);
    return sheet!.data.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  }
  const document = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml');
  const rows = [...document.getElementsByTagName('ROW')].map((row) =>
    [...row.childNodes].filter((node): node is Element => node.nodeType === 1),
  );
  return [
    rows[0]!.map(({ tagName }) => tagName),
    ...rows.map((row) => row.map(({ textContent }) => textContent ?? '')),
  ];
}

test.each(packageFormats)('a package in %s is read back by another reader, column by column', async (format) => {
  const out = place();
  const [manifest] = await exportOn(out, today, format);
  const tables = await Promise.all(
    ['XZXK', 'XZCF'].map((code) => readBack(join(out, id, `510904_${code}_20260706_001.${format}`), format)),
  );
  const [[licenceHeader, ...licences], [penaltyHeader, ...penalties]] = tables as [string[][], string[][]];
  expect(breaches(licenceHeader!, licences, licenceRules)).toEqual([]);
  expect(breaches(penaltyHeader!, penalties, penaltyRules)).toEqual([]);
  const cell = (header: string[], row: string[], name: string) => row[header.indexOf(name)];
  const cells = (header: string[] | undefined, rows: string[][], ...names: string[]) =>
    rows.map((row) => names.map((name) => cell(header!, row, name)));
  expect(
    cells(penaltyHeader, penalties, 'CF_WSH', 'CF_XDR_LB', 'CF_NR_FK', 'CF_NR_WFFF', 'CF_JDRQ', 'CF_GSJZQ'),
  ).toEqual([
    ['安市监罚〔2026〕1号', '法人及非法人组织', '12.345678', '5.000000', '2026/06/24', '2027/06/24'],
    ['安市监罚〔2026〕2号', '个体工商户', '0.000001', '5.000000', '2026/06/24', '2027/06/24'],
  ]);
  expect(cells(penaltyHeader, penalties, 'CF_NR', 'CF_WFXW')[0]).toEqual([
    facts[0]!.fields['content'],
    '虚假宣传, "夸大"功效',
  ]);
  expect(cells(licenceHeader, licences, 'XK_YXQZ', 'XK_YXQZI', 'XK_XKBH', 'XK_NR', 'XK_XKLB')).toEqual([
    ['2026/07/01', '2099/12/31', '=1+1', '预包装食品销售 <冷藏> & 热食', '普通;登记'],
    ['2026/07/01', '2030/12/31', '=1+1', '预包装食品销售 <冷藏> & 热食', '普通;登记'],
  ]);
  expect(manifest!.files.map(({ part, rows }) => [part, rows])).toEqual([
    ['LICENCE', 2],
    ['PENALTY', 2],
    ['COURT_LIST', 0],
    ['WITHDRAWAL', 0],
  ]);
});

test('what cannot be handed over is named with its column, and nothing personal is anywhere', async () => {
  const out = place();
  const [{ heldBack, heldBackBy }] = (await exportOn(out)) as [Manifest];
  expect(
    heldBack.map(({ faults }) => faults.map(({ column, fault }) => `${column} ${fault}`).join(', ')).toSorted(),
  ).toEqual([
    ' REPEATED',
    'BZ CONTROL_CHARACTER',
    'BZ PERSONAL',
    'CF_CFJGDM MISSING',
    'CF_CFJGDM MISSING',
    'CF_NR_FK MISSING',
    'CF_YJ MISSING',
    'XK_XKLB NOT_IN_TABLE',
  ]);
  expect(heldBackBy.map(({ column, count, department, fault }) => `${department} ${column} ${fault} ${count}`)).toEqual(
    [
      'CF_CFJGDM MISSING 2',
      ' REPEATED 1',
      'BZ CONTROL_CHARACTER 1',
      'BZ PERSONAL 1',
      'CF_NR_FK MISSING 1',
      'CF_YJ MISSING 1',
      'XK_XKLB NOT_IN_TABLE 1',
    ].map((told) => `market-regulation ${told}`),
  );
  const everything = readdirSync(join(out, id)).map((file) => readFileSync(join(out, id, file), 'utf8'));
  expect(everything.filter((text) => text.includes(person))).toEqual([]);
});

test('every department is in the manifest, and of one that could not be listed it says why', async () => {
  const { database } = stage;
  const connect = (name: string, mode: string) =>
    saveDepartmentState(database, { ...unheard, name, title: name, mode }, Date.parse('2026-07-06'));
  await connect('court', 'asked');
  await connect('work-safety', 'asked');
  await connect('commerce', 'delivered');
  await database.query(
    `INSERT INTO publicity_sweeps (department, credit_code, due_at) VALUES ('work-safety', $1, now())`,
    [household],
  );
  const [{ departments }] = (await exportOn(place())) as [Manifest];
  expect(departments.map(({ department }) => department)).toEqual(stage.parts.departments.map(({ name }) => name));
  const of = (name: string) => departments.find(({ department }) => department === name);
  expect(of('market-regulation')).toMatchObject({ way: 'LISTED', why: null });
  expect(of('court')).toMatchObject({ way: 'NOT_LISTED', why: 'NOT_ASKED', asked: null });
  expect(of('work-safety')).toMatchObject({ way: 'NOT_LISTED', why: 'NOT_ANSWERED', asked: 1, answered: 0 });
  expect(of('commerce')).toMatchObject({ way: 'NOT_LISTED', why: 'NOT_DELIVERED', missing: expect.any(Array) });
  expect(of('commerce')!.missing.length).toBeGreaterThan(0);
  expect(of('food-drug')).toMatchObject({ way: 'NOT_LISTED', why: 'NOT_CONNECTED' });
  expect(departments.filter(({ why }) => why === 'NO_RECORD_SETS').length).toBeGreaterThan(0);
  expect(departments.filter(({ way, why }) => way === 'NOT_LISTED' && why === null)).toEqual([]);
});

test('a process that is killed at any step leaves nothing that looks whole, and the next one finishes the same', async () => {
  const whole = place();
  const [expected] = await exportOn(whole);
  for (let step = 1; step <= 6; step += 1) {
    await stage.database.query('UPDATE publicity_packages SET written_at = NULL, files = NULL');
    const out = place();
    let writes = 0;
    const dying: typeof writeWhole = async (file, bytes) => {
      if ((writes += 1) === step) {
        // As a process that is killed leaves it: begun, and not renamed.
        writeFileSync(join(file, '..', `.${file.split('/').at(-1)}.part`), bytes.subarray(0, 10));
        throw new Error('killed');
      }
      await writeWhole(file, bytes);
    };
    await expect(writePackages({ ...stage.parts, out, write: dying })).rejects.toThrow('killed');
    expect(existsSync(join(out, id, 'manifest.json'))).toBe(false);
    // What has changed meanwhile is for another day: the package was settled.
    await deliver(stage.database, [...facts, penalty('77')]);
    await exportOn(out);
    const manifest = JSON.parse(readFileSync(join(out, id, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.files).toEqual(expected!.files);
    for (const { name, sha256 } of manifest.files)
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, id, name)))
          .digest('hex'),
      ).toBe(sha256);
    expect(readdirSync(join(out, id)).filter((name) => name.startsWith('.'))).toEqual([]);
  }
});

test('a package of which only the note is missing is not written again, and a damaged one is named', async () => {
  const out = place();
  await exportOn(out);
  const again = () => stage.database.query('UPDATE publicity_packages SET written_at = NULL');
  await again();
  const refusing = () => Promise.reject(new Error('nothing was to be written'));
  expect(await writePackages({ ...stage.parts, out, write: refusing })).toHaveLength(1);
  await again();
  writeFileSync(join(out, id, '510904_XZCF_20260706_001.csv'), 'half');
  await expect(writePackages({ ...stage.parts, out })).rejects.toThrow(
    '510904_XZCF_20260706_001.csv is not as it was written',
  );
  expect(await exportOn(place(), '2026-07-07')).toHaveLength(2);
});

describe('what the city platform answers', () => {
  const acknowledge = (lines: readonly (readonly string[])[]) => {
    const text = [['PACKAGE', 'FILE', 'SHA256', 'ROW', 'RESULT', 'REASON', 'ANSWERED_ON'], ...lines];
    return takeAcknowledgement(Buffer.from(text.map((line) => line.join()).join('\r\n')), 'ack.csv', stage.parts);
  };
  const about = ({ files }: Manifest, part: string) => {
    const { name, sha256 } = files.find((file) => file.part === part)!;
    return [id, name, sha256] as const;
  };

  test('accepted rows are published, rejected ones leave again once they are corrected, others stay without an answer', async () => {
    const [manifest] = (await exportOn(place())) as [Manifest];
    const [penalties, licences] = [about(manifest, 'PENALTY'), about(manifest, 'LICENCE')];
    const lines = [
      [...penalties, '1', '1', '', '2026-07-07'],
      [...penalties, '2', '0', `处罚内容与类别不符 ${person}`, '2026-07-07'],
      [...licences, '1', '1', '', '2026-07-07'],
    ];
    expect(await acknowledge(lines)).toEqual({ accepted: 2, rejected: 1, repeated: 0, unanswered: 1, problems: [] });
    expect(await acknowledge(lines)).toMatchObject({ accepted: 0, rejected: 0, repeated: 3, unanswered: 1 });
    const [row] = await stage.database.query(`SELECT reason FROM publicity_rows WHERE state = 'REJECTED'`);
    expect(row).toEqual({ reason: `处罚内容与类别不符 ${'*'.repeat(18)}` });
    const countsOn = async (day: string) => (await exportOn(place(), day))[0]!.files.map(({ rows }) => rows);
    expect(await countsOn('2026-07-07')).toEqual([0, 0, 0, 0]);
    const corrected = penalty('2', { creditCode: household, amountFen: 1, remark: '已更正' });
    const revoked = penalty('1', { state: 'REVOKED', validUntil: '2026-07-08' });
    await deliver(stage.database, [corrected, revoked, ...facts.slice(2)]);
    expect(await countsOn('2026-07-09')).toEqual([0, 1, 0, 1]);
    expect(await countsOn('2026-07-10')).toEqual([0, 0, 0, 0]);
  });

  test('a line that cannot be taken is named, and the others are taken', async () => {
    const [manifest] = (await exportOn(place())) as [Manifest];
    const penalties = about(manifest, 'PENALTY');
    await acknowledge([[...penalties, '2', '1', '', '2026-07-07']]);
    const taken = await acknowledge([
      [...penalties, '1', '1', '', '2026-07-07'],
      [...penalties, '2', '0', '重复', '2026-07-08'],
      [...penalties, '99', '1', '', '2026-07-07'],
      [...penalties, '1', '2', '', '2026-07-07'],
      [...penalties, '1', '0', ' ', '2026-07-07'],
      [...penalties, 'one', '1', '', '2026-07-07'],
      [...penalties, '1', '1', '', '2026-02-30'],
      [id, penalties[1], 'f'.repeat(64), '1', '1', '', '2026-07-07'],
      ['510904_20000101', penalties[1], penalties[2], '1', '1', '', '2026-07-07'],
      ['half'],
    ]);
    expect(taken).toMatchObject({ accepted: 1, rejected: 0 });
    expect(taken.problems.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
      '3 RESULT_CHANGED',
      '4 ROW_UNKNOWN',
      '5 RESULT_UNKNOWN',
      '6 REASON_MISSING',
      '7 LINE_MALFORMED',
      '8 LINE_MALFORMED',
      '9 FILE_DIFFERS',
      '10 PACKAGE_UNKNOWN',
      '11 LINE_MALFORMED',
    ]);
  });

  test('a file that is no acknowledgement changes nothing', async () => {
    const take = (bytes: Buffer) => takeAcknowledgement(bytes, 'ack.csv', stage.parts);
    await expect(take(Buffer.from('PACKAGE,ROW\r\n'))).rejects.toThrow('its header is not');
    await expect(take(Buffer.from([0xd0, 0xd0, 0xff]))).rejects.toThrow('Nothing of it was taken');
    await expect(acknowledge([])).rejects.toThrow('it names no package of this gateway');
  });
});
