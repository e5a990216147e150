import iconv from 'iconv-lite';

/** One record: texts by field, as the bureau's program wrote them. */
export interface Row {
  readonly deleted: boolean;
  readonly cells: Readonly<Record<string, string>>;
}

const HEADER = 32;
const DESCRIPTOR = 32;
const END = 0x1a;

/** A DBF with further records behind its own, and the number of records in its header to match. */
export function withRecords(file: Buffer, rows: readonly Row[]): Buffer {
  const count = file.readUInt32LE(4);
  const headerLength = file.readUInt16LE(8);
  const recordLength = file.readUInt16LE(10);
  const own = Buffer.from(file.subarray(0, headerLength + count * recordLength));
  own.writeUInt32LE(count + rows.length, 4);
  return Buffer.concat([own, ...rows.map((row) => recordBytes(file, row)), Buffer.from([END])]);
}

/** The same file with another number of records in its header. */
export function withCount(file: Buffer, change: number): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(changed.readUInt32LE(4) + change, 4);
  return changed;
}

function recordBytes(file: Buffer, { cells, deleted }: Row): Buffer {
  const parts: Buffer[] = [Buffer.from(deleted ? '*' : ' ')];
  for (let at = HEADER; file[at] !== 0x0d; at += DESCRIPTOR) {
    const name = file.toString('latin1', at, at + 11).split('\0', 1)[0]!;
    const isNumber = file[at + 11] === 'N'.charCodeAt(0);
    parts.push(fieldBytes(cells[name] ?? '', file[at + 16]!, isNumber));
  }
  return Buffer.concat(parts);
}

/** Padded with blanks, or cut at the width of the field, through a character if need be. */
function fieldBytes(text: string, width: number, isNumber: boolean): Buffer {
  const bytes = iconv.encode(text, 'cp936').subarray(0, width);
  const padding = Buffer.alloc(width - bytes.length, ' ');
  return Buffer.concat(isNumber ? [padding, bytes] : [bytes, padding]);
}
