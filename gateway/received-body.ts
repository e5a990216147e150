import type { IncomingMessage } from 'node:http';

const received = new WeakMap<IncomingMessage, Buffer>();

/** The body of a request that was read before the request came to express; undefined: it is still to be read. */
export function receivedBody(req: IncomingMessage): Buffer | undefined {
  return received.get(req);
}

/** Reads a body of which the length was said. null: the client has gone before it was here. */
export function receiveBody(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => void chunks.push(chunk));
    req.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      received.set(req, body);
      resolve(body);
    });
    req.on('error', () => resolve(null));
    req.on('close', () => resolve(null));
  });
}
