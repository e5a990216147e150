import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFolders } from '../../schema/compose-checked.ts';
import type { Caller as TokenCaller } from '../../schema/caller.ts';
import { readFolders } from '../../schema/compose-folders.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { buildMeasures } from '../../subgraphs/measures/build-measures.ts';
import { createDesk } from '../../subgraphs/measures/desk/create-desk.ts';
import type { Desk } from '../../subgraphs/measures/desk/desk.ts';
import { createMeasureRecords } from '../../subgraphs/measures/desk/records.ts';
import { createRedrive } from '../../subgraphs/measures/desk/redrive.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import type { Caller } from '../../subgraphs/measures/state/caller.ts';
import { loadAuthorities } from '../../subgraphs/register/authorities.ts';
import { buildRegister } from '../../subgraphs/register/build-register.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { openGateway, type Asked } from './gateway.ts';
import { rules } from './measure-desk.ts';

export interface MeasuresGateway extends AsyncDisposable {
  /** Asks as somebody; null: without a token. The clock stands at `today`, ten in the morning. */
  ask(by: Caller | null, query: string, variables?: Record<string, unknown>): Promise<Asked['body']>;
  readonly desk: Desk;
  readonly database: Database;
  today: string;
  /** Measures are numbered from here. */
  initiated: number;
}

const read = (folder: string) =>
  readFileSync(join(import.meta.dirname, '../../subgraphs', folder, 'schema.graphql'), 'utf8');

/** The register and the measures behind a real gateway, over a database; measures are numbered m-1, m-2, …. */
export async function openMeasures(
  database: Database & Partial<AsyncDisposable>,
  own: { readonly desk?: Desk } = {},
): Promise<MeasuresGateway> {
  let caller: TokenCaller | null = null;
  const clock = { now: () => Date.parse(`${opened.today}T02:00:00.000Z`) };
  const newId = () => `m-${(opened.initiated += 1)}`;
  const desk = createDesk({ database, clock, rules, newId });
  const measures = buildMeasures({
    desk: own.desk ?? desk,
    redrive: createRedrive(database, clock),
    records: createMeasureRecords(database),
    reckoning: { deadlines: loadDeadlines() },
    clock,
    sdl: read('measures'),
  });
  const subgraphs = [buildRegister(database, read('register'), loadAuthorities()), measures].map(
    (subgraph): Subgraph => ({
      ...subgraph,
      createContext: (request) => subgraph.createContext({ ...request, caller }),
    }),
  );
  const folders = readFolders([]).filter(({ name }) => subgraphs.some((subgraph) => subgraph.name === name));
  const gateway = await openGateway({
    supergraphSdl: composeFolders(folders).supergraphSdl,
    digests: new Map(),
    identity: { kind: 'off' },
    host: { subgraphs, execute: executeOperation },
  });
  const opened: MeasuresGateway = {
    desk,
    database,
    today: '2026-03-02',
    initiated: 0,
    async ask(by, query, variables = {}) {
      // No token carries the role of the gateway itself, and no test asks with it.
      caller = by as TokenCaller | null;
      return (await gateway.ask(query, variables)).body;
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await database[Symbol.asyncDispose]?.();
    },
  };
  return opened;
}
