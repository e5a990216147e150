import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Composition roots start something when they are loaded. */
const roots = new Set([
  'gateway/main.ts',
  'subgraphs/main.ts',
  'subgraphs/publish.ts',
  'subgraphs/queues.ts',
  'subgraphs/reconcile.ts',
  'subgraphs/screening-results.ts',
  'subgraphs/supervision-report.ts',
  'subgraphs/verify-disclosures.ts',
  'demo/main.ts',
  'schema/compose.ts',
  'gateway/explorer/build.ts',
  'gateway/list-operations.ts',
]);

test('every module loads in Node itself, without a compiler between', () => {
  const files = ['schema', 'gateway', 'subgraphs', 'demo']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !roots.has(file) && !file.startsWith('gateway/explorer/page'));
  const script = `for (const file of ${JSON.stringify(files)}) await import(${JSON.stringify(`${root}/`)} + file).catch((error) => console.log(file + ': ' + error.message.split('\\n')[0]));`;
  expect(execFileSync('node', ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })).toBe('');
});
