import type { Socket } from 'node:net';
import {
  askForPassword,
  bindComplete,
  CANCEL_REQUEST,
  commandComplete,
  errorResponse,
  garbage,
  GSS_REQUEST,
  loggedIn,
  noData,
  parseComplete,
  ready,
  readyAfterError,
  rowsOf,
  SSL_REQUEST,
  startupParameters,
  takeMessages,
  type ClientMessage,
} from './postgres-messages.ts';
import type { Reply } from './statements.ts';

export interface PostgresService {
  readonly account: { readonly user: string; readonly password: string };
  /** SQLSTATE and text with which every connection is refused. */
  readonly refusal: readonly [state: string, text: string] | null;
  /** Statements are answered with bytes that mean nothing. */
  readonly garbage: boolean;
  readonly answer: (statement: string) => Reply;
}

interface Session {
  readonly client: Socket;
  readonly service: PostgresService;
  received: Buffer;
  /** What the client said of itself; null before that. */
  startup: Map<string, string> | null;
  known: boolean;
  /** The statement of an extended query, its parameters put in. */
  statement: string;
  /** A refused extended query: the rest of its messages is passed over. */
  skipping: boolean;
  /** What is left of the result that the client fetches by pages. */
  cursor: { readonly columns: readonly string[]; rows: readonly (string | null)[][] };
}

const states: Readonly<Record<number, string>> = { 1054: '42703', 1064: '42601', 1142: '42501', 1146: '42P01' };

/** Serves one client by PostgreSQL's protocol, as far as a mirror needs it: transactions, cursors, parameters. */
export function serveClient(client: Socket, service: PostgresService): void {
  const session: Session = {
    client,
    service,
    received: Buffer.alloc(0),
    startup: null,
    known: false,
    statement: '',
    skipping: false,
    cursor: { columns: [], rows: [] },
  };
  client.setNoDelay(true);
  client.on('data', (chunk) => {
    const taken = takeMessages(Buffer.concat([session.received, chunk]), session.startup !== null);
    session.received = taken.rest;
    for (const one of taken.messages) if (!client.destroyed) take(session, one);
  });
}

function take(session: Session, one: ClientMessage): void {
  if (one.type === '') begin(session, one);
  else if (!session.known) logIn(session, one);
  else if (one.type === 'X') session.client.end();
  else if (session.service.garbage) session.client.write(garbage);
  else if (one.type === 'Q') simple(session, textAt(one.body, 0));
  else extended(session, one);
}

function begin(session: Session, { body, bytes }: ClientMessage): void {
  const { client, service } = session;
  const code = bytes.readInt32BE(4);
  if (code === SSL_REQUEST || code === GSS_REQUEST) client.write('N');
  else if (code === CANCEL_REQUEST) client.destroy();
  else if (service.refusal !== null) client.end(errorResponse(...service.refusal));
  else {
    session.startup = startupParameters(body);
    client.write(askForPassword);
  }
}

function logIn(session: Session, { body, type }: ClientMessage): void {
  const { client, service, startup } = session;
  const user = startup?.get('user');
  session.known = type === 'p' && user === service.account.user && textAt(body, 0) === service.account.password;
  if (session.known) client.write(Buffer.concat([loggedIn, ready]));
  else client.end(errorResponse('28P01', `password authentication failed for user "${user}"`));
}

function simple(session: Session, statement: string): void {
  const { failed, said } = run(session, statement);
  session.client.write(Buffer.concat([said, failed ? readyAfterError : ready]));
}

/** Parse and Bind are kept until Execute; Sync ends a query, and what was refused before it. */
function extended(session: Session, { body, type }: ClientMessage): void {
  const { client } = session;
  if (type === 'S') {
    client.write(session.skipping ? readyAfterError : ready);
    session.skipping = false;
  } else if (session.skipping) return;
  else if (type === 'P') {
    session.statement = textAt(body, body.indexOf(0) + 1);
    client.write(parseComplete);
  } else if (type === 'B') {
    session.statement = withParameters(session.statement, parametersOf(body));
    client.write(bindComplete);
  } else if (type === 'D') client.write(noData);
  else if (type === 'E') {
    const { failed, said } = run(session, session.statement);
    session.skipping = failed;
    client.write(said);
  }
}

function run(session: Session, statement: string): { said: Buffer; failed: boolean } {
  const declared = /^DECLARE \w+ NO SCROLL CURSOR FOR (.+)$/s.exec(statement)?.[1];
  const fetched = /^FETCH (\d+) FROM \w+$/.exec(statement)?.[1];
  const { cursor } = session;
  if (fetched !== undefined) {
    const page = cursor.rows.slice(0, Number(fetched));
    cursor.rows = cursor.rows.slice(page.length);
    return { said: Buffer.concat([rowsOf(cursor.columns, page), commandComplete(statement)]), failed: false };
  }
  const reply = session.service.answer(declared ?? statement);
  if (reply.kind === 'error')
    return { said: errorResponse(states[reply.error.code] ?? 'XX000', reply.error.message), failed: true };
  if (reply.kind === 'ok') return { said: commandComplete(statement), failed: false };
  if (declared !== undefined) {
    session.cursor = { columns: reply.columns, rows: reply.rows };
    return { said: commandComplete(statement), failed: false };
  }
  return { said: Buffer.concat([rowsOf(reply.columns, reply.rows), commandComplete(statement)]), failed: false };
}

function withParameters(statement: string, parameters: readonly string[]): string {
  return statement.replaceAll(/\$(\d+)/g, (_, place: string) => {
    return `'${(parameters[Number(place) - 1] ?? '').replaceAll("'", "''")}'`;
  });
}

/** Values of a Bind message, all of them text. */
function parametersOf(body: Buffer): string[] {
  let at = body.indexOf(0, body.indexOf(0) + 1) + 1;
  at += 2 + body.readInt16BE(at) * 2;
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = Math.max(0, body.readInt32BE(at));
    const value = body.toString('utf8', at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  });
}

function textAt(body: Buffer, from: number): string {
  return body.toString('utf8', from, body.indexOf(0, from));
}
