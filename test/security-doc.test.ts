import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| (\*\*|…)/.test(line));

describe('the threat model', () => {
  test('names for each threat tests that there are', () => {
    expect(rows.length).toBeGreaterThan(12);
    const named = rows.map((row) =>
      [
        ...row
          .split('|')
          .at(-2)!
          .matchAll(/`([\w/-]+)`/g),
      ].map(([, name]) => name!),
    );
    expect(named.filter((tests) => tests.length === 0)).toEqual([]);
    expect(named.flat().filter((name) => !existsSync(join(root, 'test', `${name}.test.ts`)))).toEqual([]);
  });

  test('says on one page what is not defended', () => {
    expect(text).toContain('## What is not defended');
    expect(text.split('\n').length).toBeLessThan(60);
  });
});
