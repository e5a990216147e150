import type { IncomingMessage } from 'node:http';

const received = new WeakMap<IncomingMessage, Buffer>();

/** The body of a request that was read before the request came to express; undefined: it is still to be read. */
export function receivedBody(req: IncomingMessage): Buffer | undefined {
  return received.get(req);
}

/** For whoever asks for the body of this request later on. */
export function leaveBody(req: IncomingMessage, body: Buffer): void {
  received.set(req, body);
}

/** Reads a body of which the length was said. null: the client has gone before it was here. */
export function receiveBody(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => void chunks.push(chunk));
    req.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    // Comes last, and for whoever has gone it comes alone.
    req.on('close', () => resolve(null));
  });
}
