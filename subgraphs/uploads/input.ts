import { createHash } from 'node:crypto';
import type { Caller } from '../../schema/caller.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';
import { ArgumentInvalid } from '../../schema/errors.ts';
import { TokenMissing } from '../../schema/identity-errors.ts';
import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';
import { dayNumber } from '../../schema/local-date.ts';
import { refuse } from './refusals.ts';

export interface UploadInput {
  readonly department: string;
  readonly fileName: string;
  readonly content: string;
  readonly asOfOn?: string | null;
  readonly dryRun?: boolean | null;
  readonly idempotencyKey: string;
}

/** A workbook that an officer hands in, its input read. */
export interface HandedFile {
  readonly department: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly asOfOn: string;
  readonly dryRun: boolean;
  readonly idempotencyKey: string;
  /** Everything that was said, in one text: what the same key must repeat. */
  readonly said: string;
  /** Account of the officer. */
  readonly by: string;
}

/** 2,000 rows are some 300 KB. */
export const MOST_BYTES = 2 * 1024 * 1024;
const MOST_CHARACTERS = 200;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The officer of this department, and nobody else. @throws TokenMissing, UploadRefused ACTION_NOT_ALLOWED */
export function requireOfficer(caller: Caller | null, department: string): Caller {
  if (caller === null) throw new TokenMissing();
  if (caller.role !== 'officer' || caller.department !== department) return refuse('ACTION_NOT_ALLOWED');
  return caller;
}

/** @throws UploadRefused */
export function readUploadInput(input: UploadInput, by: string, today: string): HandedFile {
  const { department, dryRun, idempotencyKey } = input;
  if (idempotencyKey.trim() === '' || idempotencyKey.length > MOST_CHARACTERS)
    return refuse('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey');
  const bytes = readContent(input.content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const fileName = readFileName(input.fileName);
  const asOfOn = readDay(input.asOfOn, today);
  // The day as it was said: a repetition on another day is the same request.
  const said = canonicalJson({ department, fileName, sha256, asOfOn: input.asOfOn ?? null });
  return { department, fileName, bytes, sha256, asOfOn, dryRun: dryRun === true, idempotencyKey, said, by };
}

/** @throws UploadRefused GROUNDS_INVALID */
export function readGrounds(grounds: string): string {
  const text = maskPersonalNumbers(grounds.trim());
  return text === '' || text.length > 1000 ? refuse('GROUNDS_INVALID', 'grounds') : text;
}

function readContent(content: string): Buffer {
  if (content.length > Math.ceil(MOST_BYTES / 3) * 4) return refuse('UPLOAD_TOO_LARGE', 'content');
  const plain = content.replaceAll(/\s/g, '');
  if (!base64.test(plain)) return refuse('CONTENT_INVALID', 'content');
  return Buffer.from(plain, 'base64');
}

function readFileName(name: string): string {
  const plain = name.normalize('NFC').trim();
  if (plain === '' || [...plain].length > MOST_CHARACTERS || /[\p{C}/\\]/u.test(plain))
    return refuse('FILE_NAME_INVALID', 'fileName');
  return maskPersonalNumbers(plain);
}

function readDay(on: string | null | undefined, today: string): string {
  if (on == null) return today;
  try {
    dayNumber(on);
  } catch (error) {
    if (!(error instanceof ArgumentInvalid)) throw error;
    return refuse('DAY_INVALID', 'asOfOn');
  }
  return on > today ? refuse('DAY_INVALID', 'asOfOn') : on;
}
