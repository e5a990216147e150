import { parse } from 'graphql';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { block, blocksOf } from './support/readme.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readmes = ['README.md', 'README.zh.md'];
let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict({ seed: 20_180_112 });
});
afterAll(() => district[Symbol.asyncDispose]());

describe.each(readmes)('%s', (file) => {
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

  test('names commands that package.json has, and files that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const text = readFileSync(join(root, file), 'utf8');
    const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!http|#)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('is under 200 lines, and its GraphQL can be parsed', () => {
    expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThan(200);
    for (const { language, text } of blocksOf(file)) if (language === 'graphql') parse(text);
  });
});
