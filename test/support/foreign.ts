import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { composeSupergraph } from '../../schema/compose-supergraph.ts';

/** Two subgraphs that have nothing to do with credit: bridges, and what inspectors say of them. */
export const bridges = {
  name: 'bridges',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { bridges: [Bridge!]! slow: String leak: String refused: String }
    type Bridge @key(fields: "id") { id: ID! name: String }`,
};
export const inspections = {
  name: 'inspections',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { inspectors: [String!] }
    type Bridge @key(fields: "id") { id: ID! verdict: String }`,
};

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
    },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(bridges.sdl), resolvers });
  const server = createServer((req, res) => {
    void (async () => {
      const { query, variables } = JSON.parse(await text(req)) as { query: string; variables: Record<string, unknown> };
      const result = await execute({ schema, document: parse(query), variableValues: variables });
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: asked.promise,
    release: () => released.resolve(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A supergraph file's text with these addresses. */
export function foreignSupergraph(bridgesUrl: string, inspectionsUrl: string): string {
  return composeSupergraph([
    { ...bridges, url: bridgesUrl },
    { ...inspections, url: inspectionsUrl },
  ]).supergraphSdl;
}
