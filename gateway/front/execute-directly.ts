import { HeaderMap, type ApolloServer, type GraphQLResponse } from '@apollo/server';
import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { bodyBytes } from '../answer-text.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Clients } from '../plugins/use-client.ts';
import { openRequest } from '../plugins/use-request-id.ts';
import { operationNameOf } from '../plugins/use-request-log.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { Asked } from './asked.ts';
import { failureOf, logAtEnd, send } from './send.ts';

export interface DirectParts {
  readonly server: () => ApolloServer<Context>;
  readonly clients: Clients;
  readonly documents: TrustedDocuments;
  readonly requestTimeoutMs: number;
  readonly log: Logger;
  /** Told of the request that a response belongs to. */
  readonly meet: (res: ServerResponse, request: ClientRequest) => void;
}

/** Nobody takes answers in parts here, so the server need not read which of their forms a client would take. */
const http = { method: 'POST', headers: new HeaderMap([['accept', '']]), search: '', body: null };

/**
 * Has GraphQL's server execute a request without the web framework in between. What the application's handlers would
 * find out, and write on the request, the front has found out already.
 */
export async function executeDirectly(asked: Asked, parts: DirectParts): Promise<void> {
  const { receiver, trusted } = asked;
  const { by, req, res } = receiver;
  const { clients, documents, log } = parts;
  // What is kept is given by what was known of a token a moment ago; what is executed, commands too, is not.
  if (!(await by.isGoodNow())) return asked.passOn();
  const request = openRequest(req, res, parts.requestTimeoutMs);
  const { requestId } = request;
  request.caller = by.caller;
  request.levels = by.levels;
  request.rights = by.named;
  clients.note(request, by.client);
  if (trusted) documents.mark(request);
  parts.meet(res, request);
  logAtEnd(receiver, { log, requestId, operation: () => operationNameOf(request) });
  send(receiver, { requestId, ...(await executed(asked, request, parts)) });
}

async function executed({ question, receiver: { purpose }, text }: Asked, request: ClientRequest, parts: DirectParts) {
  const { operationName, variables } = question;
  const sent = {
    query: text,
    variables,
    http,
    ...(operationName === null ? {} : { operationName }),
    ...(purpose === null ? {} : { extensions: { purpose: purpose.code, case: purpose.case } }),
  };
  try {
    const { body, http: head } = await parts.server().executeOperation(sent, { contextValue: { request } });
    return { status: head.status ?? 200, headers: Object.fromEntries(head.headers), body: bodyBytes(resultOf(body)) };
  } catch (error) {
    const { requestId } = request;
    parts.log.error({ requestId, err: error }, 'a request failed');
    return failureOf(error, requestId);
  }
}

function resultOf(body: GraphQLResponse['body']) {
  if (body.kind !== 'single') throw new Error('an answer in parts, which nothing here asks for');
  return body.singleResult;
}
