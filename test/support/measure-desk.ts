import type { Database, Queries } from '../../subgraphs/database/database.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import { createDesk } from '../../subgraphs/measures/desk/create-desk.ts';
import type { Desk, GivenCommand, GivenInitiation } from '../../subgraphs/measures/desk/desk.ts';
import { keepCatalogue } from '../../subgraphs/measures/desk/keep-catalogue.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import { loadRepairRules } from '../../subgraphs/measures/rules/repair-rules.ts';
import type { Caller } from '../../subgraphs/measures/state/caller.ts';
import type { Measure } from '../../subgraphs/measures/state/measure.ts';
import { quiet } from './database.ts';
import { initiation, officer, restriction } from './measure-story.ts';
import { createPostgresDatabase, postgres } from './postgres.ts';

/** Both kinds of database that the product runs on; the server only where there is one. */
export const databases = [
  { name: 'the embedded database', about: describe, open: openEmbedded },
  { name: 'a PostgreSQL server', about: postgres.describe, open: openOnServer },
];

export interface TestDatabase {
  readonly database: Database;
  /** A further pool on the same database, as another process has; null: the embedded one has a single owner. */
  another(): Promise<Database | null>;
  close(): Promise<void>;
}

async function openEmbedded(): Promise<TestDatabase> {
  const database = await openDatabase({ url: null, dataDir: null }, quiet);
  return { database, another: async () => null, close: () => database.close() };
}

async function openOnServer(): Promise<TestDatabase> {
  const server = await createPostgresDatabase();
  const opened = [await openDatabase({ url: server.url, dataDir: null }, quiet)];
  return {
    database: opened[0]!,
    async another() {
      opened.push(await openDatabase({ url: server.url, dataDir: null }, quiet));
      return opened.at(-1)!;
    },
    async close() {
      for (const one of opened) await one.close();
      await server.drop();
    },
  };
}

/** Ten in the morning of a Monday in Anju. */
export const MORNING = Date.parse('2026-03-02T02:00:00Z');

/** A clock that is set by hand. */
export interface SetClock {
  ms: number;
  now(): number;
}

export function setClock(ms: number = MORNING): SetClock {
  return {
    ms,
    now() {
      return this.ms;
    },
  };
}

export const rules = { deadlines: loadDeadlines(), repairRules: loadRepairRules() };

/** A desk on a database whose catalogue has the restriction of the stories, and what is given there in tests. */
export interface TestDesk {
  readonly desk: Desk;
  readonly clock: SetClock;
  readonly committed: MeasureEvent[];
  initiate(changes?: Partial<GivenInitiation>, key?: string): Promise<Measure>;
  give(measureId: string, by: Caller, command: GivenCommand, key?: string): Promise<Measure>;
}

let keys = 0;
export const newKey = (): string => `key-${(keys += 1)}`;

export async function openDesk(
  database: Database,
  { clock = setClock(), items = [restriction] }: { clock?: SetClock; items?: readonly CatalogueItem[] } = {},
): Promise<TestDesk> {
  const committed: MeasureEvent[] = [];
  await keepCatalogue(database, items, new Date(clock.now()).toISOString());
  const desk = createDesk({ database, clock, rules, onCommitted: (events) => void committed.push(...events) });
  const { type: _, ...said } = initiation;
  return {
    desk,
    clock,
    committed,
    async initiate(changes = {}, key = newKey()) {
      const command: GivenInitiation = { type: 'initiateMeasure', ...said, ...changes };
      return (await desk.initiate(command, { by: officer('human-resources'), idempotencyKey: key })).measure;
    },
    async give(measureId, by, command, key = newKey()) {
      return (await desk.give(measureId, command, { by, idempotencyKey: key })).measure;
    },
  };
}

/** A determination of its own, so that one organisation can have many measures. */
export function onDocument(number: number): Partial<GivenInitiation> {
  const documentNumber = `(2026)川0904执${number}号`;
  return { determination: { ...initiation.determination, documentNumber } };
}

/** Writes events as they are, without a measure that they come from: for what only reads them. */
export async function saveEvents(queries: Queries, events: readonly MeasureEvent[]): Promise<void> {
  for (const event of events)
    await queries.query(
      `INSERT INTO measure_events (measure_id, version, type, at, event)
       SELECT $1, 1 + count(*), $2, $3, $4 FROM measure_events WHERE measure_id = $1`,
      [event.measureId, event.type, event.at, JSON.stringify(event)],
    );
}
