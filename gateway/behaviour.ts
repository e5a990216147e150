import type { ApolloServerPlugin } from '@apollo/server';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Context } from './client-request.ts';

/** One thing that the gateway does to requests: over HTTP, in GraphQL's pipeline, or both. server.ts lists them in order. */
export interface Behaviour {
  readonly handler?: RequestHandler;
  readonly plugin?: ApolloServerPlugin<Context>;
  /** Answers requests that an earlier handler refused. */
  readonly errorHandler?: ErrorRequestHandler;
}
