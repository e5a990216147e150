import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, GraphQLError, parse } from 'graphql';
import { composeSupergraph } from '../../schema/compose-supergraph.ts';

/** Two services that have nothing to do with credit: bridges, and what inspectors say of them. */
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const bridges = `${link}
  type Query { bridges: [Bridge!]! slow: String leak: String refused: String }
  type Bridge @key(fields: "id") { id: ID! name: String length: Int }`;
const inspections = `${link}
  type Query { inspectors: [String!] }
  type Bridge @key(fields: "id") { id: ID! verdict: String }`;

export interface Bridges {
  readonly url: string;
  /** Settles when `slow` is asked for. */
  readonly asked: Promise<void>;
  /** Lets `slow` answer. */
  release(): void;
  close(): Promise<void>;
}

export async function serveBridges(): Promise<Bridges> {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const resolvers = {
    Query: {
      bridges: () => [{ id: '1', name: '虹桥' }],
      slow: async () => {
        asked.resolve();
        await released.promise;
        return 'late';
      },
      leak: () => {
        throw new Error('password of 10.1.1.1');
      },
      refused: () => {
        throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN', stacktrace: ['at 10.1.1.1'] } });
      },
    },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(bridges), resolvers });
  const answer = async (body: string): Promise<string> => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const result = await execute({ schema, document: parse(query), variableValues: variables });
    return JSON.stringify(result).replaceAll('"length":null', '"length":"long"');
  };
  const server = createServer((req, res) => {
    void text(req).then(async (body) => {
      const answered = await answer(body);
      res.writeHead(200, { 'content-type': 'application/json' }).end(answered);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: asked.promise,
    release: () => released.resolve(),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The text of a supergraph file with these addresses. */
export function foreignSupergraph(bridgesUrl: string, inspectionsUrl: string): string {
  return composeSupergraph([
    { name: 'bridges', sdl: bridges, url: bridgesUrl },
    { name: 'inspections', sdl: inspections, url: inspectionsUrl },
  ]).supergraphSdl;
}
