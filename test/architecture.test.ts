import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const importing = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|import\(\s*'(\.[^']+)'/g;

/** Arrows of the top level: a folder may import itself and these. */
const top: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  gateway: ['schema'],
  subgraphs: ['schema'],
  demo: ['schema', 'subgraphs'],
  bench: ['schema', 'gateway', 'subgraphs', 'demo'],
};

/** Arrows inside subgraphs; files directly in it put the parts together and may import all of them. */
const inside: Readonly<Record<string, readonly string[]>> = {
  departments: ['connector', 'protocols'],
  protocols: ['connector'],
  connector: ['cache', 'database'],
  cache: [],
  database: [],
  deliveries: ['connector', 'database'],
  register: ['connector', 'database', 'reviewed'],
  changes: [],
  reviewed: [],
  measures: ['connector', 'database', 'reviewed'],
  eligibility: ['connector', 'database', 'reviewed'],
  disclosures: ['connector', 'database'],
  // Counts what measures and acceptances have gone through, by their own histories and rules.
  supervision: ['connector', 'database', 'eligibility', 'measures'],
  // Its clocks run by the rules of repair, and measures speak of its records as eligibility reads them.
  records: ['connector', 'eligibility', 'measures', 'reviewed'],
  // What is published is what departments delivered, by the clocks of records; an organisation has its register's name.
  'double-publicity': [
    'connector',
    'database',
    'deliveries',
    'eligibility',
    'measures',
    'records',
    'register',
    'reviewed',
  ],
  // It sends what was settled for publication, entries on lists and measures, by the signature of city services.
  'city-platform': ['connector', 'database', 'double-publicity', 'measures', 'protocols', 'records'],
  uploads: ['connector', 'database', 'deliveries'],
};

/** What a subgraph is to its host; the parts that build subgraphs name it. */
const contract = 'subgraph.ts';

/** The composition root runs a subgraph host, and the demo district, in its own process. */
const exceptions = new Set(['gateway/main.ts']);
const forbidden = ['shared', 'common', 'utils', 'helpers', 'types'];

interface Arrow {
  readonly from: string;
  readonly to: string;
}

const files = Object.keys(top)
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith(`gateway${sep}explorer${sep}page`));

const arrows: Arrow[] = files.flatMap((from) =>
  [...readFileSync(join(root, from), 'utf8').matchAll(importing)].map((match) => ({
    from,
    to: relative(root, resolve(root, dirname(from), (match[1] ?? match[2])!)),
  })),
);

const folderOf = (file: string, level: number) => file.split(sep)[level]!;

/** Benchmarks ask as clients do, and have to compare the same departments from run to run. */
const documentsOfBenchmarks = ['operations.ts', 'targets/mercurius.ts'].map((file) => join('bench/gateways', file));

describe('the layout', () => {
  test('finds the files that it judges', () => {
    expect(arrows.length).toBeGreaterThan(100);
  });

  test('has no arrow between top folders but those of the design', () => {
    const wrong = arrows.filter(({ from, to }) => {
      const [source, target] = [folderOf(from, 0), folderOf(to, 0)];
      return source !== target && !top[source]!.includes(target) && !exceptions.has(from);
    });
    expect(wrong).toEqual([]);
  });

  test('has no arrow between the folders of subgraphs but those of the design', () => {
    const wrong = arrows.filter(({ from, to }) => {
      if (folderOf(from, 0) !== 'subgraphs' || folderOf(to, 0) !== 'subgraphs') return false;
      const [source, target] = [folderOf(from, 1), folderOf(to, 1)];
      return (
        source !== target && !source.endsWith('.ts') && target !== contract && !(inside[source] ?? []).includes(target)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('lets no department import another', () => {
    const departments = arrows.filter(
      ({ from, to }) =>
        from.startsWith(join('subgraphs', 'departments')) && to.startsWith(join('subgraphs', 'departments')),
    );
    expect(departments.filter(({ from, to }) => folderOf(from, 2) !== folderOf(to, 2))).toEqual([]);
  });

  test('has no folder for what belongs nowhere', () => {
    expect(
      files.filter((file) =>
        dirname(file)
          .split(sep)
          .some((part) => forbidden.includes(part)),
      ),
    ).toEqual([]);
  });

  test('names no department outside of its folder, its stand-in and the documents of clients', () => {
    const departments = readdirSync(join(root, 'subgraphs/departments'));
    const quoted = new RegExp(`['"](?:${departments.join('|')})['"]`);
    const naming = files.filter(
      (file) =>
        !/^(subgraphs.departments|demo.stand-ins)/.test(file) && quoted.test(readFileSync(join(root, file), 'utf8')),
    );
    // The table of authorities in a credit code's first place names the folder that stands for each.
    expect(naming).toEqual([join('schema', 'credit-code-registries.ts'), ...documentsOfBenchmarks]);
  });

  test('reads the environment in configuration only', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(root, file), 'utf8')));
    // Composition roots hand the environment to their configuration; telemetry is switched off before anything loads.
    expect(
      readers.filter(
        (file) =>
          !/(^|[\\/])(main|publish|queues|reconcile|screening-results|supervision-report|verify-disclosures|config|telemetry-off)\.ts$/.test(
            file,
          ),
      ),
    ).toEqual([]);
  });
});
