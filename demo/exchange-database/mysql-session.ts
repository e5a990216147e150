import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import mysql from 'mysql2';
import type { Reply, ServerError } from './statements.ts';

/** What mysql2 offers to a server beyond its typings. */
interface ServerSide extends mysql.Connection {
  writeColumns(columns: readonly object[]): void;
  writeTextRow(values: readonly (string | null)[]): void;
}

export interface Service {
  readonly account: { readonly user: string; readonly password: string };
  /** An error with which a connection is refused at once. */
  readonly refusal: () => ServerError | null;
  readonly answer: (statement: string) => Reply;
}

interface Greeting {
  readonly user: string;
  readonly authPluginData1: Buffer;
  readonly authPluginData2: Buffer;
  readonly authToken: Buffer;
}

const UTF8MB4 = 45;
const VAR_STRING = 253;
/** The third packet of a connection, of a kind that there is not. */
const garbage = Buffer.from([3, 0, 0, 2, 0x63, 0xee, 0xee]);
/** Without compression, TLS, and the later ways to end a result that mysql2's server side does not write. */
const CAPABILITIES = 0xff_ff_ff & ~(0x20 | 0x800 | 0x1_00_00_00);

/** Serves one client by MySQL's protocol, as MariaDB 10.6 would. */
export function serveClient(socket: Socket, service: Service, connectionId: number): void {
  const refusal = service.refusal();
  if (refusal !== null) return refuseClient(socket, refusal);
  const connection = serverSide(socket);
  const run = (statement: string) => write(connection, service.answer(statement));
  connection.on('query', run);
  // mysql2 hands statements that begin with SET to this listener.
  connection.on('stmt_prepare', run);
  connection.on('quit', () => socket.end());
  greet(connection, connectionId, (greeting, done) => {
    const { user, password } = service.account;
    if (greeting.user === user && knows(password, greeting)) done(null);
    else done(null, { code: 1045, message: `Access denied for user '${greeting.user}'` });
    connection.sequenceId = 0;
  });
}

type Deciding = (greeting: Greeting, done: (error: null, refused?: ServerError) => void) => void;

function greet(connection: ServerSide, connectionId: number, authCallback: Deciding): void {
  connection.serverHandshake({
    protocolVersion: 10,
    serverVersion: '5.5.5-10.6.12-MariaDB-demo',
    connectionId,
    statusFlags: 2,
    characterSet: UTF8MB4,
    capabilityFlags: CAPABILITIES,
    authCallback,
  });
}

/** Greets, and answers whoever logs in with a packet that says nothing. */
export function confuseClient(socket: Socket): void {
  greet(serverSide(socket), 1, () => socket.end(garbage));
}

/** Says an error in place of the greeting, and hangs up. */
export function refuseClient(socket: Socket, error: ServerError): void {
  serverSide(socket).writeError(error);
  socket.end();
}

function serverSide(socket: Socket): ServerSide {
  const options = { stream: socket, isServer: true, connectTimeout: 0 } as unknown as mysql.ConnectionOptions;
  const connection = mysql.createConnection(options) as ServerSide;
  connection.on('error', () => socket.destroy());
  return connection;
}

/** mysql_native_password: the token hides one hash of the password behind another of the server's random bytes. */
function knows(password: string, { authPluginData1, authPluginData2, authToken }: Greeting): boolean {
  const once = sha1(Buffer.from(password));
  const mask = sha1(Buffer.concat([authPluginData1, authPluginData2, sha1(once)]));
  return Buffer.from(mask.map((byte, at) => byte ^ once[at]!)).equals(authToken);
}

function sha1(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}

function write(connection: ServerSide, reply: Reply): void {
  if (reply.kind === 'ok') connection.writeOk();
  else if (reply.kind === 'error') connection.writeError(reply.error);
  else {
    connection.writeColumns(reply.columns.map(column));
    for (const row of reply.rows) connection.writeTextRow(row);
    connection.writeEof();
  }
  // Each command counts its packets anew; mysql2's server side leaves that to its user.
  connection.sequenceId = 0;
}

function column(name: string): object {
  return {
    catalog: 'def',
    schema: 'jbqz',
    table: '',
    orgTable: '',
    name,
    orgName: name,
    characterSet: UTF8MB4,
    columnLength: 2000,
    columnType: VAR_STRING,
    flags: 0,
    decimals: 0,
  };
}
