import { parse } from 'csv-parse/sync';
import { dayNumber } from '../../../schema/local-date.ts';

/** What the city platform says of one row of one file. */
export interface Answered {
  readonly packageId: string;
  readonly file: string;
  /** Digest of the file that was judged. */
  readonly sha256: string;
  readonly position: number;
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly answeredOn: string;
}

/** A line that says nothing that can be taken. */
export interface Problem {
  readonly line: number;
  readonly problem:
    | 'LINE_MALFORMED'
    | 'RESULT_UNKNOWN'
    | 'REASON_MISSING'
    | 'PACKAGE_UNKNOWN'
    | 'FILE_DIFFERS'
    | 'ROW_UNKNOWN'
    | 'RESULT_CHANGED';
}

export interface ReadLine {
  readonly line: number;
  readonly answered: Answered;
}

/** The file as a whole is no acknowledgement. */
export class AcknowledgementUnreadable extends Error {
  constructor(reason: string) {
    super(`The acknowledgement cannot be read: ${reason}. Nothing of it was taken.`);
    this.name = 'AcknowledgementUnreadable';
  }
}

const header = ['PACKAGE', 'FILE', 'SHA256', 'ROW', 'RESULT', 'REASON', 'ANSWERED_ON'];

/** Reads an acknowledgement: CSV in UTF-8 under this header. RESULT is 1 (accepted) or 0 (rejected, with its reason). */
export function readAcknowledgement(bytes: Buffer): {
  readonly lines: readonly ReadLine[];
  readonly problems: Problem[];
} {
  let rows: string[][];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    rows = parse(text, { bom: true, relax_column_count: true });
  } catch (error) {
    throw new AcknowledgementUnreadable((error as Error).message);
  }
  if (rows[0]?.join() !== header.join()) throw new AcknowledgementUnreadable(`its header is not ${header.join()}`);
  const lines: ReadLine[] = [];
  const problems: Problem[] = [];
  rows.slice(1).forEach((row, at) => {
    const line = at + 2;
    const read = readLine(row);
    if (typeof read === 'string') problems.push({ line, problem: read });
    else lines.push({ line, answered: read });
  });
  return { lines, problems };
}

function readLine(row: readonly string[]): Answered | Problem['problem'] {
  const [packageId = '', file = '', sha256 = '', position = '', result = '', reason = '', answeredOn = ''] = row;
  if (row.length !== header.length || !/^\d{1,9}$/.test(position) || !isDay(answeredOn)) return 'LINE_MALFORMED';
  if (result !== '1' && result !== '0') return 'RESULT_UNKNOWN';
  if (result === '0' && reason.trim() === '') return 'REASON_MISSING';
  return {
    packageId,
    file,
    sha256: sha256.toLowerCase(),
    position: Number(position),
    accepted: result === '1',
    reason: result === '0' ? reason.trim() : null,
    answeredOn,
  };
}

function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}
