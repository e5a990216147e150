import type { Logger } from 'pino';
import type { ChangeBus } from '../schema/changes/change.ts';
import type { CachedRecords } from './cache/cached-records.ts';
import type { Generations } from './cache/generations.ts';
import type { LoadSections } from './connector/build-subgraph.ts';
import { durationMs } from './connector/duration.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock, Runtime, Settings } from './connector/protocol.ts';
import type { RateLedger } from './connector/rate-ledger.ts';
import { notConnected } from './connector/section.ts';
import { HostSettingsInvalid, policyOf } from './config.ts';
import { settingName } from './setting-names.ts';
import type { Database } from './database/database.ts';
import type { NextLook } from './deliveries/next-look.ts';
import { noteStates, type NoteState } from './note-states.ts';
import { nothingDelivered, serveAsked } from './serve-asked.ts';
import { serveDelivering } from './serve-delivering.ts';

export interface Surroundings {
  /** Hears what has changed. */
  readonly changes: ChangeBus;
  readonly database: Database;
  readonly records: CachedRecords;
  readonly generations: Generations;
  readonly ledger: RateLedger;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a call may wait for its turn within the department's rate. */
  readonly rateWaitMs: number;
  /** The share of each rate that batches have together, above 0 and at most 1. */
  readonly batchShare: number;
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
  /** `next` is told how looks at its deliveries end, and says when the next one comes. */
  readonly follow: (next: NextLook) => void;
  readonly close: () => Promise<void>;
}

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
    if (settings !== undefined)
      throw new HostSettingsInvalid(missing.map((key) => `${settingName(name, key)} is missing`));
    await noteStates(department, around)(null, false);
    return {
      department,
      connected: false,
      load: async (codes) => codes.map((code) => notConnected(name, code)),
      ...nothingDelivered,
      close: async () => {},
    };
  }
  const policy = policyOf(settings);
  const timeoutMs = policy.timeoutMs ?? connector.timeoutMs ?? 4000;
  const runtime: Runtime = { department: name, clock: around.clock, log: around.log, timeoutMs };
  const note = noteStates(department, around);
  await note(null, true);
  const parts: Connected = { department, settings, runtime, around, note };
  const served = protocol.mode === 'asked' ? serveAsked(protocol, parts) : serveDelivering(protocol, parts);
  return { department, connected: true, ...served };
}

export type ServedParts = Omit<Served, 'department' | 'connected'>;

/** What a department's connection is made from. */
export interface Connected {
  readonly department: Department;
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly around: Surroundings;
  readonly note: NoteState;
}

/** How often a delivering department is looked at, in milliseconds. */
export function lookEveryMs({ connector }: Department): number {
  return durationMs(connector.lookEvery ?? '10m');
}
