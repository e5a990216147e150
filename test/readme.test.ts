import { parse } from 'graphql';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { block, blocksOf, tableOf } from './support/readme.ts';
import { loadDepartments } from '../subgraphs/connector/load-departments.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readmes = [
  ['README.md', 'department'],
  ['README.zh.md', '部门'],
] as const;
let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict({ seed: 20_180_112 });
}, 120_000);
afterAll(() => district[Symbol.asyncDispose]());

describe.each(readmes)('%s', (file, heading) => {
  test('answers its query as it says', async () => {
    const query = block(file, 'graphql', 'query Profile');
    const { data, errors } = await district.ask(query, { creditCode: '9151090420599001XY' });
    expect(errors).toEqual([]);
    expect({ data }).toEqual(JSON.parse(block(file, 'json', '"data"')));
  });

  test('has a query by hand that works as it is written', async () => {
    const body = /-d '(\{"query".*\})'/.exec(block(file, 'sh', '/graphql'))![1]!;
    const { query } = JSON.parse(body) as { query: string };
    const { data, errors } = await district.ask(query);
    expect(errors).toEqual([]);
    expect(data!['organisation']).toMatchObject({ court: { source: { state: 'ANSWERED' } } });
  });

  test('says of every department what its folder says', async () => {
    const departments = await loadDepartments();
    const rows = departments.map(({ name, connector: { title, protocol, recordSets } }) => [
      name,
      title,
      protocol.name,
      Object.keys(recordSets).join(', '),
    ]);
    const told = tableOf(file, heading);
    // A folder that was added is in the product without a row here; a row that is here is true.
    expect(told).toEqual(rows.filter(([name]) => told.some(([folder]) => folder === name)));
    expect(told.length).toBeGreaterThanOrEqual(31);
  });

  test('names commands that package.json has, and files that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const text = readFileSync(join(root, file), 'utf8');
    const named = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!http|#)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('is under 260 lines, and its GraphQL can be parsed', () => {
    expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThan(260);
    for (const { language, text } of blocksOf(file)) if (language === 'graphql') parse(text);
  });
});
