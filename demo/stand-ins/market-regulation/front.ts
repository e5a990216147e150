import { connect, type Socket } from 'node:net';
import type { Manner } from './manner.ts';
import {
  askForPassword,
  CANCEL_REQUEST,
  errorResponse,
  garbage,
  GSS_REQUEST,
  readyAfterError,
  SSL_REQUEST,
  startupParameters,
  takeMessages,
  type ClientMessage,
} from '../../exchange-database/postgres-messages.ts';

export interface Front {
  readonly account: { readonly user: string; readonly password: string };
  readonly databasePort: number;
  readonly manner: () => Manner;
  readonly onCall: () => void;
}

interface Session {
  readonly client: Socket;
  readonly front: Front;
  received: Buffer;
  startup: ClientMessage | null;
  /** The embedded database behind, once the client has shown who it is. */
  database: Socket | null;
  /** A refused statement of several messages: the rest of them is passed over. */
  skipping: boolean;
}

/** Serves one client: who it is comes first, as the embedded database behind knows no accounts. */
export function serveClient(client: Socket, front: Front): void {
  const session: Session = {
    client,
    front,
    received: Buffer.alloc(0),
    startup: null,
    database: null,
    skipping: false,
  };
  client.setNoDelay(true);
  client.on('close', () => session.database?.destroy());
  client.on('data', (chunk) => {
    if (front.manner().silent) return;
    const taken = takeMessages(Buffer.concat([session.received, chunk]), session.startup !== null);
    session.received = taken.rest;
    for (const one of taken.messages) if (!client.destroyed) take(session, one);
  });
}

function take(session: Session, one: ClientMessage): void {
  if (one.type === '') begin(session, one);
  else if (session.database === null) logIn(session, one);
  else statement(session, one, session.database);
}

function begin(session: Session, first: ClientMessage): void {
  const { client, front } = session;
  const code = first.bytes.readInt32BE(4);
  const { refusal } = front.manner();
  if (code === SSL_REQUEST || code === GSS_REQUEST) client.write('N');
  else if (code === CANCEL_REQUEST) client.destroy();
  else if (refusal !== null) client.end(errorResponse(...refusal));
  else {
    session.startup = first;
    client.write(askForPassword);
  }
}

function logIn(session: Session, answer: ClientMessage): void {
  const { client, front, startup } = session;
  const user = startupParameters(startup!.body).get('user');
  const password = answer.body.toString('utf8').replace(/\0$/, '');
  if (answer.type !== 'p' || user !== front.account.user || password !== front.account.password) {
    client.end(errorResponse('28P01', `password authentication failed for user "${user}"`));
    return;
  }
  const database = connect(front.databasePort, '127.0.0.1');
  database.on('error', () => client.destroy());
  database.on('close', () => client.destroy());
  database.pipe(client);
  database.write(startup!.bytes);
  session.database = database;
}

function statement(session: Session, one: ClientMessage, database: Socket): void {
  const { client, front } = session;
  if (one.type === 'Q' || one.type === 'P') front.onCall();
  const manner = front.manner();
  if (manner.garbage && one.type === 'Q') client.write(garbage);
  else if (session.skipping) {
    session.skipping = one.type !== 'S';
    if (!session.skipping) client.write(readyAfterError);
  } else if (manner.locked && /"xyjh"\./.test(one.body.toString('latin1'))) {
    client.write(errorResponse('55P03', 'canceling statement due to lock timeout'));
    if (one.type === 'Q') client.write(readyAfterError);
    else session.skipping = true;
  } else database.write(one.bytes);
}
