import { readFileSync } from 'node:fs';

/** A message's header lines by lower-case name, its first line under `''`, and its body. */
export function takeApart(message: Buffer): { head: Record<string, string>; body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  const [first = '', ...lines] = message.subarray(0, end).toString('latin1').split('\r\n');
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { head: { '': first, ...Object.fromEntries(pairs) }, body: message.subarray(end + 4) };
}

export const readBytes = (folder: string, name: string): Buffer => readFileSync(`${folder}/${name}`);

interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the message says, when that is not the length of its body. */
  readonly length?: number;
}

/** An HTTP message around a body. */
export function http(body: Buffer | string, { status = 200, headers = {}, length }: Head = {}): Buffer {
  const bytes = Buffer.from(body);
  const lines = [`HTTP/1.1 ${status} X`, `Content-Length: ${length ?? bytes.length}`, 'Connection: close'];
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[...lines, ...named].join('\r\n')}\r\n\r\n`), bytes]);
}
