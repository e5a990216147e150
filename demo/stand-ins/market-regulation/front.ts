import { connect, type Socket } from 'node:net';
import {
  askForPassword,
  CANCEL_REQUEST,
  errorResponse,
  GSS_REQUEST,
  message,
  readyAfterError,
  SSL_REQUEST,
  startupParameters,
  takeMessages,
  type ClientMessage,
} from './messages.ts';

/** How the server meets its clients at this moment. */
export interface Manner {
  /** It takes connections and never answers. */
  readonly silent: boolean;
  /** SQLSTATE and text with which every connection is refused. */
  readonly refusal: readonly [state: string, text: string] | null;
  /** It answers statements with bytes that mean nothing. */
  readonly garbage: boolean;
  /** The nightly batch holds its tables. */
  readonly locked: boolean;
}

export interface Front {
  readonly account: { readonly user: string; readonly password: string };
  readonly databasePort: number;
  readonly manner: () => Manner;
  readonly onCall: () => void;
}

/** One client: who it is comes first, as the embedded database behind knows no accounts. */
export function serveClient(client: Socket, front: Front): void {
  let received: Buffer = Buffer.alloc(0);
  let startup: ClientMessage | null = null;
  let database: Socket | null = null;
  let skipping = false;
  client.setNoDelay(true);
  client.on('error', () => client.destroy());
  client.on('close', () => database?.destroy());
  client.on('data', (chunk) => {
    const taken = takeMessages(Buffer.concat([received, chunk]), startup !== null);
    received = taken.rest;
    const { silent } = front.manner();
    if (silent) return;
    for (const one of taken.messages) if (!client.destroyed) take(one);
  });

  function take(one: ClientMessage): void {
    if (one.type === '') begin(one);
    else if (database === null) logIn(one);
    else statement(one, database);
  }

  function begin(first: ClientMessage): void {
    const code = first.bytes.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return void client.write('N');
    if (code === CANCEL_REQUEST) return void client.destroy();
    const { refusal } = front.manner();
    if (refusal !== null) return void client.end(errorResponse(...refusal));
    startup = first;
    client.write(askForPassword);
  }

  function logIn(answer: ClientMessage): void {
    const user = startupParameters(startup!.body).get('user');
    const password = answer.body.toString('utf8').replace(/\0$/, '');
    if (answer.type !== 'p' || user !== front.account.user || password !== front.account.password) {
      client.end(errorResponse('28P01', `password authentication failed for user "${user}"`));
      return;
    }
    database = connect(front.databasePort, '127.0.0.1');
    database.on('error', () => client.destroy());
    database.on('close', () => client.destroy());
    database.pipe(client);
    database.write(startup!.bytes);
  }

  function statement(one: ClientMessage, to: Socket): void {
    if (one.type === 'Q' || one.type === 'P') front.onCall();
    const { garbage, locked } = front.manner();
    if (garbage && one.type === 'Q') return void client.write(message('\u00ee', Buffer.from('\ufffd\ufffd\ufffd')));
    if (skipping) {
      if (one.type !== 'S') return;
      skipping = false;
      return void client.write(readyAfterError);
    }
    if (!locked || !/"xyjh"\./.test(one.body.toString('latin1'))) return void to.write(one.bytes);
    client.write(errorResponse('55P03', 'canceling statement due to lock timeout'));
    if (one.type === 'Q') client.write(readyAfterError);
    else skipping = true;
  }
}
