/** dist/build.json: what the committed page was built from, so that a stale page is noticed without building it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface BuildRecord {
  /** Digest of page/ and of the files beside it that take part in building. */
  readonly sources: string;
  /** Digest of what was built, so that an edited or half-committed dist/ is noticed. */
  readonly output: string;
  /** Versions of the packages whose code is in the page, and of those that made it. */
  readonly packages: Readonly<Record<string, string>>;
}

const explorer = import.meta.dirname;
const lockFile = join(explorer, '../../package-lock.json');
const sources = ['page', 'build.ts', 'bundled-packages.ts', 'graphiql-labels.ts', 'monaco-labels.ts', 'record.ts'];
const recordFile = 'build.json';

export async function readRecord(dist: string): Promise<BuildRecord | null> {
  const file = join(dist, recordFile);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as BuildRecord) : null;
}

export function recordNow(packages: readonly string[], dist: string): BuildRecord {
  return { sources: digestOf(explorer, sources), output: outputOf(dist), packages: lockedVersions(packages) };
}

/** What has changed since the page was built; empty when nothing has. */
export function recordedFaults(record: BuildRecord | null, dist: string): string[] {
  if (record === null) return [`gateway/explorer/dist/${recordFile} is missing`];
  const now = recordNow(Object.keys(record.packages), dist);
  const faults = Object.entries(record.packages)
    .filter(([name, version]) => now.packages[name] !== version)
    .map(([name, version]) => `${name} was ${version}, package-lock.json has ${now.packages[name]}`);
  if (record.sources !== now.sources) faults.push('gateway/explorer/page, or what builds it, has changed');
  if (record.output !== now.output) faults.push('files of gateway/explorer/dist were changed, added or lost');
  return faults;
}

function outputOf(dist: string): string {
  return digestOf(
    dist,
    readdirSync(dist).filter((name) => name !== recordFile),
  );
}

/** From the lock file, not node_modules: the check then also holds where the page's packages are not installed. */
function lockedVersions(names: readonly string[]): Record<string, string> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, { version: string }> };
  const versionsOf = (name: string): string =>
    Object.entries(packages)
      .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
      .map(([, { version }]) => version)
      .filter((version, index, all) => all.indexOf(version) === index)
      .sort()
      .join(' ');
  return Object.fromEntries(names.map((name) => [name, versionsOf(name)]));
}

/** Line ends are levelled, so that a checkout on Windows has the same digest. */
function digestOf(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names.flatMap((one) => filesUnder(folder, one)).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name), 'latin1').replaceAll('\r\n', '\n'))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Files at or below `name`, as paths with `/` relative to the folder. */
function filesUnder(folder: string, name: string): string[] {
  const entries = readdirSync(join(folder, name, '..'), { withFileTypes: true });
  const directory = entries.find((entry) => entry.name === name.split('/').at(-1))?.isDirectory() ?? false;
  return directory ? readdirSync(join(folder, name)).flatMap((one) => filesUnder(folder, `${name}/${one}`)) : [name];
}
