import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders, type Folder } from '../../schema/compose-folders.ts';
import { subgraphsOf } from '../../schema/layout.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { buildSupervision } from '../../subgraphs/supervision/build-supervision.ts';
import { openTables } from '../../subgraphs/open-tables.ts';
import { serveGateway, type Ask } from './district.ts';

const root: Folder = {
  name: 'register',
  role: 'capability',
  sdl: `
    "查询 / queries"
    type Query {
      "组织 / an organisation"
      organisation("代码 / code" creditCode: CreditCode! @own): Organisation @access(level: PUBLIC)
    }`,
};
/** The real tables; of no department it is known what it delivers, so that lists go by kinds of records. */
export const tables = openTables([]);
export const reckoning = { deadlines: loadDeadlines() };
const folder = join(import.meta.dirname, '../../subgraphs/supervision/schema.graphql');

/** The real supervision over a real gateway, on a database that the test has filled. */
export async function openSupervision(
  database: Database,
  nowMs: number,
): Promise<{ ask: Ask; close(): Promise<void> }> {
  const folders = [root, ...readFolders([]).filter(({ name }) => name === 'supervision')];
  const subgraphs = subgraphsOf(folders, { merged: {} }).map(({ name, sdl }): Subgraph => {
    const clock = { now: () => nowMs };
    if (name === 'supervision')
      return buildSupervision(readFileSync(folder, 'utf8'), { database, clock, reckoning, tables });
    const resolvers = { Query: { organisation: (_: unknown, reference: object) => reference } };
    const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
    return { name, sdl, schema, createContext: () => ({ errors: [], warnings: [] }) };
  });
  const host = {
    subgraphs,
    database,
    disclosures: { append: async () => {} },
    recordInvalidation: { drop: async () => {}, raise: async () => {}, reread: async () => {}, trust: () => {} },
    execute: executeOperation,
    close: async () => {},
  };
  return serveGateway(host, composeFolders(folders).supergraphSdl);
}
