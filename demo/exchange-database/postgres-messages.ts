/** Messages of PostgreSQL's protocol, version 3, as far as a server needs them before its database is asked. */
export const SSL_REQUEST = 80_877_103;
export const GSS_REQUEST = 80_877_104;
export const CANCEL_REQUEST = 80_877_102;

/** One message of a client: its type (`''` for the first one of a connection) and its bytes as received. */
export interface ClientMessage {
  readonly type: string;
  readonly bytes: Buffer;
  readonly body: Buffer;
}

/** Takes whole messages off what has been received; the rest waits for more. */
export function takeMessages(received: Buffer, started: boolean): { messages: ClientMessage[]; rest: Buffer } {
  const messages: ClientMessage[] = [];
  let rest = received;
  let first = !started;
  for (;;) {
    const head = first ? 0 : 1;
    if (rest.length < head + 4) break;
    const length = head + rest.readInt32BE(head);
    if (rest.length < length) break;
    const bytes = rest.subarray(0, length);
    messages.push({ type: first ? '' : String.fromCharCode(bytes[0]!), bytes, body: bytes.subarray(head + 4) });
    rest = rest.subarray(length);
    if (first) {
      const code = bytes.readInt32BE(4);
      first = code === SSL_REQUEST || code === GSS_REQUEST;
    }
  }
  return { messages, rest };
}

/** `user` and `database` of a client's first message. */
export function startupParameters(body: Buffer): Map<string, string> {
  const parts = body.subarray(4).toString('utf8').split('\0');
  const parameters = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) if (parts[at] !== '') parameters.set(parts[at]!, parts[at + 1]!);
  return parameters;
}

export const askForPassword = message('R', Buffer.from([0, 0, 0, 3]));

export function errorResponse(state: string, text: string): Buffer {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${state}\0M${text}\0\0`));
}

/** The transaction has failed and waits to be rolled back. */
export const readyAfterError = message('Z', Buffer.from('E'));

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A message of a type that there is not. */
export const garbage = message('\u00ee', Buffer.from('\ufffd\ufffd\ufffd'));

export const loggedIn = Buffer.concat([
  message('R', Buffer.from([0, 0, 0, 0])),
  message('S', Buffer.from('server_version\u000014.5\0')),
  message('S', Buffer.from('client_encoding\u0000UTF8\0')),
]);
/** Ready within a transaction. */
export const ready = message('Z', Buffer.from('T'));
export const parseComplete = message('1', Buffer.alloc(0));
export const bindComplete = message('2', Buffer.alloc(0));
export const noData = message('n', Buffer.alloc(0));

/** A statement is done, by its first word. */
export function commandComplete(statement: string): Buffer {
  return message('C', Buffer.from(`${/^\w+/.exec(statement.trim())?.[0].toUpperCase() ?? ''}\0`));
}

const TEXT = 25;

/** A result whose values are all text. */
export function rowsOf(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): Buffer {
  const fields = columns.map((name) => {
    const rest = Buffer.alloc(18);
    rest.writeInt32BE(TEXT, 6);
    rest.writeInt16BE(-1, 10);
    rest.writeInt32BE(-1, 12);
    return Buffer.concat([Buffer.from(`${name}\0`), rest]);
  });
  return Buffer.concat([
    message('T', Buffer.concat([short(columns.length), ...fields])),
    ...rows.map((row) => message('D', Buffer.concat([short(row.length), ...row.map(cell)]))),
  ]);
}

function cell(value: string | null): Buffer {
  const length = Buffer.alloc(4);
  const bytes = Buffer.from(value ?? '');
  length.writeInt32BE(value === null ? -1 : bytes.length);
  return Buffer.concat([length, bytes]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
