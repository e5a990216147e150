import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { Collected, DeliveringProtocol, Delivery, Known, Runtime } from '../../subgraphs/connector/protocol.ts';

/** A folder that a department shares or uploads into. */
export interface SharedFolder {
  readonly path: string;
  readonly url: string;
  /** Puts a file there as of a moment, 2026-07-01 when none is given. */
  put(name: string, content: Buffer | string, at?: string): void;
  take(name: string): void;
  rename(from: string, to: string): void;
  remove(): void;
}

export function createSharedFolder(): SharedFolder {
  const path = mkdtempSync(join(tmpdir(), 'shared-'));
  return {
    path,
    url: pathToFileURL(path).href,
    put(name, content, at = '2026-07-01T09:00:00+08:00') {
      writeFileSync(join(path, name), content);
      utimesSync(join(path, name), new Date(at), new Date(at));
    },
    take: (name) => rmSync(join(path, name)),
    rename: (from, to) => renameSync(join(path, from), join(path, to)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Knows what was taken; stands for what the engine keeps in its database. */
export interface Taken extends Known {
  keep(collected: Collected): void;
}

export function createTaken(): Taken {
  const digests = new Map<string, string>();
  const cursors = new Map<string, string>();
  return {
    digestOf: (recordSet, name) => digests.get(`${recordSet} ${name}`),
    cursor: (recordSet) => cursors.get(recordSet),
    keep(collected) {
      for (const { cursor, digest, name, recordSet } of deliveriesOf(collected)) {
        digests.set(`${recordSet} ${name}`, digest);
        if (cursor !== undefined) cursors.set(recordSet, cursor);
      }
    },
  };
}

export function deliveriesOf({ deliveries }: Collected): Delivery[] {
  return deliveries.filter((one): one is Delivery => !('error' in one));
}

/** Record set, file and error code of what could not be taken. */
export function failuresOf({ deliveries }: Collected): { recordSet: string; name: string; code: unknown }[] {
  return deliveries.flatMap((one) =>
    'error' in one ? [{ recordSet: one.recordSet, name: one.name, code: (one.error as { code?: unknown }).code }] : [],
  );
}

/** Why it could not be taken, for the log only. */
export function causesOf({ deliveries }: Collected): string[] {
  return deliveries.flatMap((one) => ('error' in one ? [(one.error.cause as Error).message] : []));
}

export const sampleClock = '2026-07-01T10:15:00+08:00';

export function runtimeOf(department: string, at = sampleClock): Runtime {
  return { department, clock: { now: () => Date.parse(at) }, log: pino({ level: 'silent' }), timeoutMs: 5000 };
}

export interface LookAt {
  readonly url: string;
  readonly known?: Known;
  readonly at?: string;
  readonly signal?: AbortSignal;
  readonly settings?: Readonly<Record<string, string>>;
}

/** One look at the folder through the department's own protocol. */
export async function lookAt(department: string, connector: Connector, look: LookAt): Promise<Collected> {
  const { at, known = createTaken(), settings = {}, signal = AbortSignal.timeout(20_000), url } = look;
  const system = (connector.protocol as DeliveringProtocol).connect({ url, ...settings }, runtimeOf(department, at));
  const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));
  try {
    return await system.collect(queries, known, signal);
  } finally {
    await system.close();
  }
}
