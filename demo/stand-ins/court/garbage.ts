import type { Message } from './wire.ts';

/** An answer that cannot be relied on, each turn in another way. */
export function spoil(message: Message, turn: number): Message {
  const { headers, body } = message;
  const closing = { ...headers, Connection: 'close' };
  switch (turn % 3) {
    case 0:
      return {
        ...message,
        body: Buffer.from(body.toString('latin1').replace(/COUNT(>|&gt;)\d+/, 'COUNT$1999'), 'latin1'),
      };
    case 1:
      return { ...message, headers: { ...closing, 'Content-Length': String(body.length + 20) } };
    default:
      return { ...message, body: body.subarray(0, Math.floor(body.length / 2)) };
  }
}
