import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';
import type { Connector } from '../connector/connector.ts';
import { FileUnreadable } from '../connector/file-unreadable.ts';
import { handedInCursor } from '../connector/handed-in.ts';
import type { HandedIn } from '../connector/protocol.ts';
import { atLocal, localDay } from '../connector/timetable.ts';
import type { Queries } from '../database/database.ts';
import { takeDelivery } from '../deliveries/take-delivery.ts';
import { readBefore } from './before.ts';
import { differenceOf, readStated } from './difference.ts';
import type { HandedFile } from './input.ts';
import { findRepeated, findUpload, keepUpload, type Fault, type Upload } from './kept-uploads.ts';
import { refuse } from './refusals.ts';
import { isMostlyUnreadable, reportOf, type SheetRead, type UploadReport } from './report.ts';
import { oneAtATime, type UploadParts } from './upload-parts.ts';

/**
 * Takes a workbook over, by the same rules as one that was found in a folder; checks it only; or sets it aside as a
 * whole. A check does everything and undoes it, so that it cannot say anything else than what then happens.
 * @throws UploadRefused
 */
export async function handIn(parts: UploadParts, file: HandedFile): Promise<Upload> {
  const connector = connectorOf(parts, file.department);
  const read = readSheets(connector, file.bytes);
  return parts.database.transaction(async (queries) => {
    await oneAtATime(queries, file.department);
    const repeated = file.dryRun ? null : await findRepeated(queries, file);
    if (repeated !== null)
      return repeated.said === file.said ? repeated : refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
    await refuseOutOfDate(queries, file);
    const atMs = await momentAfterAll(queries, file.department, parts.clock.now());
    const before = file.dryRun ? null : await readBefore(queries, file.department);
    const id = parts.newId();
    const attempt = await tryOut(queries, { parts, connector, file, id, read, atMs });
    if (file.dryRun) return checked(file, attempt, atMs);
    const taken = attempt.fault === null;
    await keepUpload(queries, { id, file, atMs, ...attempt, before: taken ? before : null });
    return (await findUpload(queries, file.department, id))!;
  });
}

/** @throws UploadRefused DEPARTMENT_TAKES_NO_UPLOADS */
export function connectorOf({ departments }: UploadParts, department: string): Connector {
  const connector = departments.find(({ name }) => name === department)?.connector;
  if (connector?.protocol.mode !== 'delivered' || connector.protocol.readFile === undefined)
    return refuse('DEPARTMENT_TAKES_NO_UPLOADS', 'department');
  return connector;
}

type Sheets = Readonly<Record<string, HandedIn>>;

function readSheets(connector: Connector, bytes: Buffer): Sheets | Fault {
  const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));
  const { protocol } = connector;
  try {
    return protocol.mode === 'delivered' ? protocol.readFile!(bytes, queries) : {};
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error;
    return { code: error.code, detail: maskPersonalNumbers(error.message).slice(0, 300) };
  }
}

/** Deliveries count in the order of their moments: this one comes after all others, whatever other clocks say. */
async function momentAfterAll(queries: Queries, department: string, nowMs: number): Promise<number> {
  const [row] = await queries.query<{ last: string | null }>(
    'SELECT max(position) AS last FROM deliveries WHERE department = $1',
    [department],
  );
  return Math.max(nowMs, Date.parse(row?.last ?? '') + 1 || 0);
}

async function refuseOutOfDate(queries: Queries, { asOfOn, department }: HandedFile): Promise<void> {
  const [row] = await queries.query<{ as_of: string | null }>(
    'SELECT max(answered_at) AS as_of FROM record_set_state WHERE department = $1',
    [department],
  );
  const standing = row?.as_of ?? null;
  if (standing !== null && localDay(Date.parse(standing)) > asOfOn) refuse('UPLOAD_OUT_OF_DATE', 'asOfOn');
}

interface Attempt {
  readonly fault: Fault | null;
  readonly report: UploadReport | null;
}

interface Trial {
  readonly parts: UploadParts;
  readonly connector: Connector;
  readonly file: HandedFile;
  readonly id: string;
  readonly read: Sheets | Fault;
  readonly atMs: number;
}

function isFault(read: Sheets | Fault): read is Fault {
  return typeof read['code'] === 'string';
}

/** Within a savepoint: what must not stay is undone, and what it would have done is known. */
async function tryOut(queries: Queries, trial: Trial): Promise<Attempt> {
  const { file, read } = trial;
  if (isFault(read)) return { fault: read, report: null };
  await queries.query('SAVEPOINT trial');
  const report = await takeSheets(queries, trial, read);
  const fault = isMostlyUnreadable(report)
    ? { code: 'MOST_ROWS_UNREADABLE', detail: `${report.rejected} of ${report.rows} rows cannot be read` }
    : null;
  if (file.dryRun || fault !== null) await queries.query('ROLLBACK TO SAVEPOINT trial');
  return { fault, report };
}

async function takeSheets(queries: Queries, trial: Trial, sheets: Sheets): Promise<UploadReport> {
  const { atMs, connector, file, id, parts } = trial;
  const { department } = file;
  const before = await readStated(queries, department);
  const taking = { department, connector, directory: parts.directory(queries), atMs };
  const read: SheetRead[] = [];
  for (const [recordSet, sheet] of Object.entries(sheets)) {
    const { reading } = await takeDelivery(queries, taking, {
      recordSet,
      name: `upload ${id}`,
      digest: file.sha256,
      kind: 'REPLACEMENT',
      order: new Date(atMs).toISOString(),
      effectiveOn: file.asOfOn,
      asOfMs: Math.min(atLocal(file.asOfOn, '23:59'), atMs),
      cursor: handedInCursor(atMs),
      ...sheet,
    });
    read.push({ recordSet, reading, ignored: sheet.ignored });
  }
  const after = await readStated(queries, department);
  return reportOf(read, (recordSet) => differenceOf(before, after, recordSet));
}

function checked(file: HandedFile, { fault, report }: Attempt, atMs: number): Upload {
  const { asOfOn, by, bytes, department, fileName, sha256 } = file;
  return {
    id: null,
    department,
    fileName,
    sha256,
    bytes: bytes.length,
    asOfOn,
    state: fault === null ? 'CHECKED' : 'QUARANTINED',
    uploadedAt: new Date(atMs).toISOString(),
    uploadedBy: by,
    fault,
    report,
    withdrawnAt: null,
    withdrawnBy: null,
    withdrawnBecause: null,
  };
}
