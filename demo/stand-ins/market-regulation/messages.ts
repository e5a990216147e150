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
