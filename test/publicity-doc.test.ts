import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Manifest } from '../subgraphs/double-publicity/package/write-package.ts';
import { as } from './support/callers.ts';
import { lendDatabase, quiet, type LentDatabase } from './support/database.ts';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { deliverMore, fillRegister, licence, penalty, publicity } from './support/publicity.ts';
import { block, blocksOf, tableOf } from './support/readme.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const file = 'docs/publicity.md';
const text = readFileSync(join(root, file), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const folder = temporaryFolder();
let district: TestDistrict;
let lent: LentDatabase;
beforeAll(async () => {
  lent = await lendDatabase();
  district = await openDistrict({ connected: ['court', 'market-regulation'], hostSettings: { publicity } });
}, 120_000);
afterAll(async () => {
  await district[Symbol.asyncDispose]();
  await lent.giveBack();
  folder.remove();
});

/** A line of the document as a reader would give it: through the scripts of package.json, in the reader's folder. */
function run(line: string) {
  const [, name, rest = ''] = /^npm run ([a-z-]+)(?: -- (.*))?$/.exec(line)!;
  const [node, script] = scripts[name!]!.split(' ');
  expect(node).toBe('node');
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, script!), ...rest.split(' ').filter(Boolean)],
    {
      cwd: folder.path,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: join(folder.path, 'var'),
        AUTHORITY_CODES: publicity.authorityCodes,
        DEMO: 'off',
        ...lent.setting,
      },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

const linesOf = (containing: string) => block(file, 'sh', containing).trim().split('\n');
const valuesOf = (name: string) =>
  (
    buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'), { assumeValid: true }).getType(
      name,
    ) as GraphQLEnumType
  )
    .getValues()
    .map((value) => value.name);

test('its queries are answered, and say of every department how far it is listed', async () => {
  const queries = blocksOf(file).filter(({ language }) => language === 'graphql');
  expect(queries).toHaveLength(2);
  for (const query of queries) {
    const variables = { creditCode: '9151090420599001XY' };
    const { data, errors } = await district.ask(query.text, variables, as('supervisor', 'SUPERVISION'));
    expect(errors).toEqual([]);
    expect(Object.values(data!)).not.toContain(null);
  }
});

test('its commands do what it says of them', async () => {
  mkdirSync(join(folder.path, 'var'));
  const database = await openDatabase({ url: lent.url, dataDir: join(folder.path, 'var') }, quiet);
  await fillRegister(database);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const fresh = { documentOn: today, validFrom: today };
  const without = { ...penalty('2', fresh), fields: { ...penalty('2').fields, legalBasis: null } };
  await deliverMore(database, [licence('1', fresh), penalty('1', fresh), without]);
  await database.close();

  const [exporting, acknowledging] = linesOf('npm run publicity') as [string, string];
  const exported = run(exporting);
  expect([exported.status, exported.stderr]).toEqual([0, '']);
  const id = `510904_${today.replaceAll('-', '')}`;
  expect(text).toContain('`var/packages/510904_20261125/`');
  const place = join(folder.path, 'var/packages', id);
  const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')) as Manifest;
  expect(manifest.files.map(({ name, rows }) => [name.split('_')[1], rows])).toEqual([
    ['XZXK', 1],
    ['XZCF', 1],
    ['SFMD', 0],
    ['CXGS', 0],
  ]);
  for (const { name } of manifest.files) expect(text).toContain(`\`${name.split('_')[1]}\``);
  expect(manifest.heldBackBy).toEqual([
    { department: 'market-regulation', column: 'CF_YJ', fault: 'MISSING', count: 1 },
  ]);
  expect(exported.stdout).toContain('held back: market-regulation CF_YJ MISSING 1\n');
  expect(exported.stdout).toContain('not listed: court NOT_CONNECTED\n');

  const header = /header `(PACKAGE[A-Z0-9_,]+)`/.exec(text)![1]!;
  const [licences, penalties] = manifest.files;
  const line = (of: typeof licences, ...rest: string[]) => [id, of!.name, of!.sha256, '1', ...rest, today].join();
  const given = /--file (\S+)/.exec(acknowledging)![1]!;
  writeFileSync(join(folder.path, given), [header, line(licences, '1', ''), line(penalties, '0', '重复')].join('\r\n'));
  expect(run(acknowledging)).toMatchObject({
    status: 0,
    stdout: 'accepted 1, rejected 1, repeated 0, without an answer 0\n',
  });
  writeFileSync(join(folder.path, given), [header, line(penalties, '1', ''), line(licences, '1', '')].join('\r\n'));
  expect(run(acknowledging)).toMatchObject({ status: 1, stderr: 'line 2: RESULT_CHANGED\n' });

  for (const command of linesOf('npm run city-platform')) expect([command, run(command).status]).toEqual([command, 0]);
}, 120_000);

test('its tables name everything that the schema can answer, and nothing else', () => {
  const named = (heading: string) => tableOf(file, heading).map(([first]) => first!.split(',')[0]);
  expect(named('way')).toEqual(valuesOf('PublicityWay'));
  expect(named('why')).toEqual(valuesOf('PublicityGap'));
  expect(named('a publication ends')).toEqual(valuesOf('PublicityEndingKind'));
});

test('every code and setting that it names is one of the product', () => {
  const sources = globSync(
    ['subgraphs/{double-publicity,city-platform,connector}/**/*.{ts,graphql}', 'subgraphs/*.ts'],
    {
      cwd: root,
    },
  )
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const named = [...text.matchAll(/`([A-Z]{2,}(?:_[A-Z0-9]+)*)`/g)].map(([, word]) => word!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((word) => !sources.includes(word))).toEqual([]);
});
