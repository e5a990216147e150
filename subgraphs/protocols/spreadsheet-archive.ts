import { crc32, inflateRawSync } from 'node:zlib';
import { UploadUnreadable } from './spreadsheet-fault.ts';

/** The parts of an .xlsx by their path; each is taken out when it is asked for. */
export interface Archive {
  /** Content of a part; null when there is none of this path. */
  part(path: string): string | null;
}

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly at: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
/** One part unpacked. 2,000 rows have some 2 MB; more are cells that were formatted and never filled. */
const MAX_PART_BYTES = 24 * 1024 * 1024;
/** All parts that are asked for: a file that unpacks to more is no workbook of clerks. */
const MAX_ALL_BYTES = 48 * 1024 * 1024;

/**
 * Opens the container of an .xlsx (ZIP). What it unpacks to is bounded whatever it says of itself, and compared with
 * its check sum. Throws UploadUnreadable.
 */
export function openArchive(bytes: Buffer): Archive {
  refuseOthers(bytes);
  const entries = readDirectory(bytes);
  let unpacked = 0;
  return {
    part(path) {
      const entry = entries.get(path.toLowerCase());
      if (entry === undefined) return null;
      const content = unpack(bytes, entry);
      unpacked += content.length;
      if (unpacked > MAX_ALL_BYTES) throw new UploadUnreadable(`the file unpacks to more than ${MAX_ALL_BYTES} bytes`);
      return content.toString('utf8');
    },
  };
}

function refuseOthers(bytes: Buffer): void {
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw new UploadUnreadable('not .xlsx but the old .xls, or protected by a password');
  const begin = bytes
    .toString('latin1', 0, 512)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (begin.startsWith('<')) throw new UploadUnreadable('not .xlsx but a web page or XML under that name');
  if (!begin.startsWith('PK')) throw new UploadUnreadable('not .xlsx');
}

function readDirectory(bytes: Buffer): Map<string, Entry> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_LENGTH > bytes.length || bytes.readUInt32LE(end) !== END)
    throw new UploadUnreadable('the file is cut off: its table of contents is missing');
  const count = bytes.readUInt16LE(end + 10);
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > end || bytes.readUInt32LE(at) !== ENTRY)
      throw new UploadUnreadable('the table of contents is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength!).toLowerCase();
    if (entries.has(name)) throw new UploadUnreadable('a part is there twice');
    entries.set(name.replace(/^\//, ''), {
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packedSize: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

function unpack(bytes: Buffer, { at, crc, flags, method, packedSize }: Entry): Buffer {
  if ((flags & 1) !== 0) throw new UploadUnreadable('a part is encrypted');
  if (at + LOCAL_LENGTH > bytes.length || bytes.readUInt32LE(at) !== LOCAL)
    throw new UploadUnreadable('a part is not where the table of contents says');
  const from = at + LOCAL_LENGTH + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (from + packedSize > bytes.length) throw new UploadUnreadable('a part is cut off');
  const content = inflate(bytes.subarray(from, from + packedSize), method);
  if (crc32(content) !== crc) throw new UploadUnreadable('a part does not have its check sum');
  return content;
}

function inflate(packed: Buffer, method: number): Buffer {
  if (method === STORED && packed.length <= MAX_PART_BYTES) return packed;
  if (method !== DEFLATED) throw new UploadUnreadable('a part is packed in an unknown way, or too large');
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_PART_BYTES });
  } catch (error) {
    throw new UploadUnreadable(`a part does not unpack, or to more than ${MAX_PART_BYTES} bytes`, { cause: error });
  }
}
