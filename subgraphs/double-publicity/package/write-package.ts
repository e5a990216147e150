import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import { countFaults, type FaultCount } from '../columns/count-faults.ts';
import { fileBytes } from './file-bytes.ts';
import type { Remarks } from './gather-rows.ts';
import { fileNameOf, packageParts, tableOf, type PackageFormat, type PackagePart } from './package-file.ts';
import { writeWhole } from './whole-file.ts';

export interface ManifestFile {
  readonly name: string;
  readonly part: PackagePart;
  readonly rows: number;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a package holds. It is written last: a folder without it is not whole, whatever else lies there. */
export interface Manifest extends Remarks {
  readonly package: string;
  readonly day: string;
  readonly files: readonly ManifestFile[];
  /** What keeps records back, by department, column and fault. */
  readonly heldBackBy: readonly FaultCount[];
}

export interface WriteParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Folder in which each package has its own. */
  readonly out: string;
  readonly write?: typeof writeWhole;
}

/** The package that was found on disk is not what was written. */
export class PackageDamaged extends Error {
  constructor(file: string) {
    super(`${file} is not as it was written: move its folder away, and the package is written again`);
    this.name = 'PackageDamaged';
  }
}

interface Fixed {
  readonly packageId: string;
  readonly day: string;
  readonly format: PackageFormat;
  readonly remarks: Remarks;
}

const manifestName = 'manifest.json';

/** Writes every package that was settled and is not whole on disk yet, oldest first. @returns what it wrote. */
export async function writePackages(parts: WriteParts): Promise<readonly Manifest[]> {
  const waiting = await parts.database.query<Fixed>(
    `SELECT package_id AS "packageId", day::text AS day, format, remarks FROM publicity_packages
     WHERE written_at IS NULL ORDER BY day`,
  );
  const written: Manifest[] = [];
  for (const fixed of waiting) written.push(await writePackage(fixed, parts));
  return written;
}

async function writePackage(fixed: Fixed, { clock, database, out, write = writeWhole }: WriteParts): Promise<Manifest> {
  const folder = join(out, fixed.packageId);
  await mkdir(folder, { recursive: true });
  const manifest = (await readWritten(folder)) ?? (await writeFiles(fixed, { database, folder, write }));
  await database.query('UPDATE publicity_packages SET written_at = $2, files = $3 WHERE package_id = $1', [
    fixed.packageId,
    new Date(clock.now()).toISOString(),
    JSON.stringify(manifest.files),
  ]);
  return manifest;
}

/** The manifest of a package that a process completed before it died. @throws PackageDamaged */
async function readWritten(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const manifest = JSON.parse(text) as Manifest;
  for (const { name, sha256 } of manifest.files) {
    const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
    if (digestOf(bytes) !== sha256) throw new PackageDamaged(join(folder, name));
  }
  return manifest;
}

interface Writing {
  readonly database: Database;
  readonly folder: string;
  readonly write: typeof writeWhole;
}

async function writeFiles(fixed: Fixed, { database, folder, write }: Writing): Promise<Manifest> {
  const { day, format, packageId, remarks } = fixed;
  const files: ManifestFile[] = [];
  for (const part of packageParts) {
    const rows = await database.query<{ cells: (string | null)[] }>(
      'SELECT cells FROM publicity_rows WHERE package_id = $1 AND part = $2 ORDER BY position',
      [packageId, part],
    );
    const table = tableOf(
      part,
      rows.map(({ cells }) => cells),
    );
    const bytes = await fileBytes(table, format);
    const name = fileNameOf(packageId, part, format);
    await write(join(folder, name), bytes);
    files.push({ name, part, rows: rows.length, bytes: bytes.length, sha256: digestOf(bytes) });
  }
  const heldBackBy = countFaults(remarks.heldBack);
  const manifest: Manifest = { package: packageId, day, files, heldBackBy, ...remarks };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await write(join(folder, `${manifestName}.sha256`), Buffer.from(`${digestOf(text)}  ${manifestName}\n`));
  await write(join(folder, manifestName), text);
  return manifest;
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
