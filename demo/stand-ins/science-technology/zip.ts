import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
/** 2018-03-22 08:00, as this format writes it. */
const [DATE, TIME] = [0x4c76, 0x4000];

/** A ZIP container of these parts, in this order: what an .xlsx is on the outside. */
export function zip(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, content] of Object.entries(parts)) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    const facts = factsOf(content, packed.length, name.length);
    const local = Buffer.concat([numbers([LOCAL, 4]), facts, numbers([0, 2]), name, packed]);
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]);
    entries.push(Buffer.concat([numbers([ENTRY, 4], [20, 2]), facts, rest, name]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const count = entries.length;
  const end = numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [at, 4], [0, 2]);
  return Buffer.concat([...locals, directory, end]);
}

/** What stands of a part both before its content and in the table at the end. */
function factsOf(content: string | Buffer, packedLength: number, nameLength: number): Buffer {
  const bytes = Buffer.from(content);
  return numbers(
    ...([
      [20, 2],
      [0x0800, 2],
      [8, 2],
      [TIME, 2],
      [DATE, 2],
    ] as const),
    ...([
      [crc32(bytes), 4],
      [packedLength, 4],
      [bytes.length, 4],
      [nameLength, 2],
    ] as const),
  );
}

/** Numbers of so many bytes each, the lowest byte first. */
function numbers(...fields: readonly (readonly [value: number, width: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, width]) => {
      const bytes = Buffer.alloc(width);
      bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );
}
