import type { Message } from './soap-wire.ts';

/** An answer that cannot be relied on, each turn in another way. */
export function spoilSoap(message: Message, turn: number, countElement: string): Message {
  const { headers, body } = message;
  const counted = new RegExp(`${countElement}(>|&gt;)\\d+`);
  const closing = { ...headers, Connection: 'close' };
  switch (turn % 3) {
    case 0:
      return {
        ...message,
        body: Buffer.from(body.toString('latin1').replace(counted, `${countElement}$1999`), 'latin1'),
      };
    case 1:
      return { ...message, headers: { ...closing, 'Content-Length': String(body.length + 20) } };
    default:
      return { ...message, body: body.subarray(0, Math.floor(body.length / 2)) };
  }
}
