import type { Logger } from 'pino';
import type { CreditCode } from '../schema/credit-code.ts';
import type { CachedRecords } from './cache/cached-records.ts';
import { createAskedRecords } from './connector/asked-records.ts';
import type { LoadSections } from './connector/build-subgraph.ts';
import { durationMs } from './connector/duration.ts';
import type { Department } from './connector/load-departments.ts';
import { createPolicy } from './connector/policy.ts';
import type { AskedProtocol, Clock, DeliveringProtocol, Runtime, Settings } from './connector/protocol.ts';
import { createRate } from './connector/rate.ts';
import type { RateLedger } from './connector/rate-ledger.ts';
import { assembleSection, notConnected, type Section } from './connector/section.ts';
import { today } from './connector/timetable.ts';
import { policyOf } from './config.ts';
import type { Database, Queries } from './database/database.ts';
import { createCollector, type Collector } from './deliveries/collector.ts';
import { loadDelivered, loadStanding } from './deliveries/delivered-sections.ts';
import { keepAskedRows } from './deliveries/keep-rows.ts';
import { takeUpAgain } from './deliveries/take-up-again.ts';
import { noteStates, type NoteState } from './note-states.ts';
import { directoryOf } from './register/load-directory.ts';
import { loadOrganisations, saveOrganisations } from './register/organisations.ts';
import { registeredFromFacts } from './register/registered-from-facts.ts';

export interface Surroundings {
  readonly database: Database;
  readonly records: CachedRecords;
  readonly ledger: RateLedger;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a call may wait for its turn within the department's rate. */
  readonly rateWaitMs: number;
}

/** A department as a host serves it. */
export interface Served {
  readonly department: Department;
  readonly connected: boolean;
  readonly load: LoadSections;
  /** Looks for deliveries; nothing for departments that are asked. */
  readonly collect: () => Promise<boolean>;
  /** Reads kept rows once more, after the connector or the register has learnt something. */
  readonly takeUpAgain: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const nothing = { collect: async () => false, takeUpAgain: async () => 0, close: async () => {} };

/** Connects a department's folder to its system, or serves it as NOT_CONNECTED. */
export async function serveDepartment(
  department: Department,
  settings: Settings | undefined,
  around: Surroundings,
): Promise<Served> {
  const { connector, name } = department;
  const { protocol } = connector;
  const missing = ['url', ...(protocol.requires ?? [])].filter((key) => settings?.[key] === undefined);
  if (settings === undefined || missing.length > 0) {
    if (settings !== undefined) throw new Error(`${name} has settings, but ${missing.join(', ')} is missing`);
    await noteStates(department, around)(null, false);
    return {
      department,
      connected: false,
      load: async (codes) => codes.map((code) => notConnected(name, code)),
      ...nothing,
    };
  }
  const policy = policyOf(name, settings);
  const timeoutMs = policy.timeoutMs ?? connector.timeoutMs ?? 4000;
  const runtime: Runtime = { department: name, clock: around.clock, log: around.log, timeoutMs };
  const note = noteStates(department, around);
  await note(null, true);
  const parts: Connected = { department, settings, runtime, around, note };
  const served = protocol.mode === 'asked' ? serveAsked(protocol, parts) : serveDelivering(protocol, parts);
  return { department, connected: true, ...served };
}

type Parts = Omit<Served, 'department' | 'connected'>;

interface Connected {
  readonly department: Department;
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly around: Surroundings;
  readonly note: NoteState;
}

function serveAsked(protocol: AskedProtocol, { department, settings, runtime, around, note }: Connected): Parts {
  const { connector, name } = department;
  const { clock, database, ledger, log, rateWaitMs, records } = around;
  const system = protocol.connect(settings, runtime);
  const takeTurn = createRate({ department: name, rates: connector.rates ?? [], ledger, clock });
  const own = {
    timeoutMs: runtime.timeoutMs,
    ...(connector.concurrency === undefined ? {} : { concurrency: connector.concurrency }),
  };
  const call = createPolicy({ department: name, settings: { ...own, ...policyOf(name, settings) }, takeTurn, rateWaitMs, clock });
  const ask = createAskedRecords({
    department: name,
    connector,
    system,
    call,
    records,
    directory: directoryOf(database),
    knownOrganisations: (codes) => loadOrganisations(database, codes),
    keepRows: (recordSet, set, reading) =>
      keepAskedRows(database, reading, {
        department: name,
        recordSet,
        source: 'asked',
        position: '',
        connectorVersion: connector.version,
        hasOwnKey: set.ref !== undefined,
        atMs: clock.now(),
      }),
    clock,
    log,
  });
  const load: LoadSections = async (codes, now) => {
    const answers = await ask(codes, now);
    const sections = codes.map((code, at) => ({
      creditCode: code,
      ...assembleSection({ department: name, connector, clock }, answers[at]!),
    }));
    await note(telling(sections), true);
    return sections;
  };
  return { load, collect: nothing.collect, takeUpAgain: nothing.takeUpAgain, close: () => system.close() };
}

function serveDelivering(
  protocol: DeliveringProtocol,
  { department, settings, runtime, around, note }: Connected,
): Parts {
  const { connector, name } = department;
  const { clock, database } = around;
  const system = protocol.connect(settings, runtime);
  const { register } = connector;
  const collector: Collector = createCollector({
    department: name,
    connector,
    system,
    database,
    directory: (queries: Queries) => directoryOf(queries),
    clock,
    log: around.log,
    timeoutMs: connector.collectTimeoutMs ?? 120_000,
    onTaken: async (queries, delivery, reading) => {
      if (register?.recordSet === delivery.recordSet)
        await saveOrganisations(queries, name, delivery.asOfMs, registeredFromFacts(register, reading.facts));
    },
  });
  const parts = { department: name, queries: database, clock, connector };
  const sections = async (codes: readonly CreditCode[]): Promise<Section[]> => {
    const answers = await loadDelivered(parts, codes);
    return codes.map((code, at) => ({
      creditCode: code,
      ...assembleSection({ department: name, connector, clock }, answers[at]!),
    }));
  };
  return {
    load: async (codes, now) => {
      if (now) await collector.collect();
      const loaded = await sections(codes);
      await note(telling(loaded), true);
      return loaded;
    },
    collect: async () => {
      const took = await collector.collect();
      await note(assembleSection(parts, await loadStanding(parts)), true);
      return took;
    },
    takeUpAgain: () =>
      takeUpAgain({
        department: name,
        connector,
        database,
        directory: (queries) => directoryOf(queries),
        today: today(clock),
        atMs: clock.now(),
      }),
    close: () => system.close(),
  };
}

/** The section that says most about how the department stands: one that failed, else any. */
function telling(sections: readonly Section[]): Section | null {
  return sections.find(({ source }) => source.state !== 'ANSWERED') ?? sections[0] ?? null;
}

/** How often a delivering department is looked at, in milliseconds. */
export function lookEveryMs({ connector }: Department): number {
  return durationMs(connector.lookEvery ?? '10m');
}
