import { timingSafeEqual } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';

const SSL_REQUEST = 80_877_103;
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);

export interface Guests {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the one session of the embedded database to other processes of this machine, speaking PostgreSQL's wire
 * protocol. A guest has the session from its first message until the server says that it is ready and outside of a
 * transaction; meanwhile the owner's pool and the other guests wait. Messages of two guests never mix.
 */
export async function serveToGuests(lite: PGlite, pool: pg.Pool, password: string): Promise<Guests> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    void serve(socket, lite, pool, password).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function serve(socket: Socket, lite: PGlite, pool: pg.Pool, password: string): Promise<void> {
  let turn: pg.PoolClient | null = null;
  let buffered: Buffer = Buffer.alloc(0);
  let admitted = false;
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      buffered = Buffer.concat([buffered, chunk]);
      if (!admitted) {
        [admitted, buffered] = admit(socket, buffered, password);
        continue;
      }
      const whole = completeLength(buffered);
      if (whole === 0) continue;
      turn ??= await pool.connect();
      const messages = buffered.subarray(0, whole);
      buffered = buffered.subarray(whole);
      if (messages[0] === 'X'.charCodeAt(0)) break;
      if (await run(lite, messages, socket)) turn = release(turn);
    }
  } finally {
    if (turn !== null) {
      await turn.query('ROLLBACK').catch(() => {});
      release(turn);
    }
    socket.end();
  }
}

function release(turn: pg.PoolClient): null {
  turn.release();
  return null;
}

/** Runs messages and forwards the answers; true when the session is idle afterwards. */
async function run(lite: PGlite, messages: Buffer, socket: Socket): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0);
  await lite.runExclusive(() =>
    lite.execProtocolRawStream(messages, {
      onRawData(data) {
        socket.write(data);
        tail = Buffer.concat([tail, data]).subarray(-6);
      },
    }),
  );
  return tail.length === 6 && tail[0] === READY_FOR_QUERY && tail[5] === IDLE;
}

/** Length of the complete messages at the beginning of the buffer. */
function completeLength(buffered: Buffer): number {
  let at = 0;
  while (at + 5 <= buffered.length) {
    const next = at + 1 + buffered.readInt32BE(at + 1);
    if (next > buffered.length) break;
    at = next;
  }
  return at;
}

/** Start-up: refuses TLS (loopback), asks for the password in clear, admits. Returns what is left of the buffer. */
function admit(socket: Socket, buffered: Buffer, password: string): [boolean, Buffer] {
  if (buffered.length < 8) return [false, buffered];
  const isPassword = buffered[0] === 'p'.charCodeAt(0);
  const length = isPassword ? 1 + buffered.readInt32BE(1) : buffered.readInt32BE(0);
  if (buffered.length < length) return [false, buffered];
  const rest = buffered.subarray(length);
  if (isPassword) {
    const given = buffered.subarray(5, length - 1);
    const wanted = Buffer.from(password);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      socket.destroy();
      return [false, rest];
    }
    socket.write(
      Buffer.concat([
        message('R', [0, 0, 0, 0]),
        parameter('server_version', '18.0'),
        parameter('client_encoding', 'UTF8'),
        message('K', [0, 0, 0, 1, 0, 0, 0, 1]),
        message('Z', [IDLE]),
      ]),
    );
    return [true, rest];
  }
  socket.write(buffered.readInt32BE(4) === SSL_REQUEST ? Buffer.from('N') : message('R', [0, 0, 0, 3]));
  return [false, rest];
}

function parameter(name: string, value: string): Buffer {
  return message('S', [...Buffer.from(`${name}\0${value}\0`)]);
}

function message(type: string, body: readonly number[]): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}
