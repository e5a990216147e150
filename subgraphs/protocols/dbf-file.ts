/** A file that is not the DBF that it says it is; the message is for the log and holds nothing of a record. */
export class DbfUnreadable extends Error {
  override readonly name = 'DbfUnreadable';
}

export interface DbfField {
  /** Upper case. */
  readonly name: string;
  /** C text, N and F number, D day, L yes or no; others are binary. */
  readonly type: string;
  /** Place in the record, in bytes; the deletion mark is place 0. */
  readonly at: number;
  readonly length: number;
}

export interface DbfRecord {
  readonly deleted: boolean;
  readonly bytes: Buffer;
}

export interface DbfTable {
  readonly fields: readonly DbfField[];
  /** All of them, deleted ones included, in the order of the file. */
  readonly records: readonly DbfRecord[];
}

const HEADER = 32;
const DESCRIPTOR = 32;
const FIELDS_END = 0x0d;
const LIVE = 0x20;
const DELETED = 0x2a;
const FILE_END = 0x1a;
/** dBASE III and FoxBASE+, Visual FoxPro, and both with a memo file (whose columns nobody here asks for). */
const versions = new Set([0x03, 0x30, 0x31, 0x83, 0xf5]);

/**
 * Takes a DBF apart. A file that holds more or fewer records than its header says was not copied to its end and is
 * refused as a whole, as is one whose lengths do not add up.
 */
export function readDbf(bytes: Buffer): DbfTable {
  if (bytes.length <= HEADER || !versions.has(bytes[0]!)) throw new DbfUnreadable('the file is not a DBF');
  const count = bytes.readUInt32LE(4);
  const headerLength = bytes.readUInt16LE(8);
  const recordLength = bytes.readUInt16LE(10);
  if (headerLength > bytes.length) throw new DbfUnreadable('the file ends within its header');
  const fields = readFields(bytes.subarray(0, headerLength));
  if (fields.reduce((sum, { length }) => sum + length, 1) !== recordLength)
    throw new DbfUnreadable('the fields do not add up to the length of a record');
  const end = headerLength + count * recordLength;
  if (end > bytes.length) throw new DbfUnreadable('the file holds fewer records than its header says');
  const records = Array.from({ length: count }, (_, index) => {
    const at = headerLength + index * recordLength;
    return readRecord(bytes.subarray(at, at + recordLength));
  });
  // Behind the last record there is the mark of the end, at most repeated or padded with zeros, or nothing at all.
  if (bytes.subarray(end).some((byte) => byte !== FILE_END && byte !== 0))
    throw new DbfUnreadable('the file holds more records than its header says');
  return { fields, records };
}

function readFields(header: Buffer): DbfField[] {
  const fields: DbfField[] = [];
  let place = 1;
  for (let at = HEADER; header[at] !== FIELDS_END; at += DESCRIPTOR) {
    if (at + DESCRIPTOR >= header.length) throw new DbfUnreadable('the list of fields has no end');
    const name = header
      .toString('latin1', at, at + 11)
      .split('\0', 1)[0]!
      .trim()
      .toUpperCase();
    const length = header[at + 16]!;
    if (name === '' || length === 0) throw new DbfUnreadable('a field has no name or no length');
    if (fields.some((field) => field.name === name)) throw new DbfUnreadable(`the field ${name} is there twice`);
    fields.push({ name, type: String.fromCharCode(header[at + 11]!).toUpperCase(), at: place, length });
    place += length;
  }
  if (fields.length === 0) throw new DbfUnreadable('there are no fields');
  return fields;
}

function readRecord(bytes: Buffer): DbfRecord {
  const [mark] = bytes;
  if (mark === FILE_END) throw new DbfUnreadable('the file holds fewer records than its header says');
  if (mark !== LIVE && mark !== DELETED) throw new DbfUnreadable('a record does not begin where it has to');
  return { deleted: mark === DELETED, bytes };
}
