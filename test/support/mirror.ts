import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Connector, RecordSet } from '../../subgraphs/connector/connector.ts';
import type { Collected, Delivery, FailedDelivery, Known, Settings } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { MappedId, Reading } from '../../subgraphs/connector/reading.ts';
import type { TableQuery } from '../../subgraphs/protocols/sql-exchange-query.ts';
import { demoDirectory } from './directory.ts';
import type { ExpectedAnswer } from './expected.ts';

export const now = Date.parse('2026-07-01T10:15:00+08:00');
export const today = '2026-07-01';
export const nothingKnown: Known = { digestOf: () => undefined, cursor: () => undefined };

export interface Look {
  readonly known?: Known;
  readonly nowMs?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** One look of a connector at its exchange database, through its own protocol. */
export async function lookAt(connector: Connector, settings: Settings, look: Look = {}): Promise<Collected> {
  const { protocol } = connector;
  if (protocol.mode === 'asked') throw new Error('not a mirrored department');
  const system = protocol.connect(settings, {
    department: 'test',
    clock: { now: () => look.nowMs ?? now },
    log: pino({ level: 'silent' }),
    timeoutMs: look.timeoutMs ?? 5000,
  });
  try {
    const signal = look.signal ?? AbortSignal.timeout(20_000);
    return await system.collect(queriesOf(connector), look.known ?? nothingKnown, signal);
  } finally {
    await system.close();
  }
}

function queriesOf(connector: Connector): Record<string, unknown> {
  return Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));
}

/** What was delivered of a record set; throws what kept it from being delivered. */
export function deliveryOf({ deliveries }: Collected, recordSet: string): Delivery {
  const found = deliveries.find((one) => one.recordSet === recordSet);
  if (found === undefined) throw new Error(`nothing delivered of ${recordSet}`);
  if ('error' in found) throw found.error;
  return found;
}

export function failureOf({ deliveries }: Collected, recordSet: string): Error {
  const found = deliveries.find((one): one is FailedDelivery => one.recordSet === recordSet && 'error' in one);
  if (found === undefined) throw new Error(`${recordSet} did not fail`);
  return found.error;
}

/** What is known once everything of a look has been taken. */
export function knownAfter({ deliveries }: Collected): Known {
  const taken = deliveries.filter((one): one is Delivery => !('error' in one));
  return {
    digestOf: (recordSet, name) => taken.findLast((one) => one.recordSet === recordSet && one.name === name)?.digest,
    cursor: (recordSet) => taken.findLast((one) => one.recordSet === recordSet)?.cursor,
  };
}

/** Reads everything that was delivered, mapping tables first; by the name of the record set. */
export function readAll(connector: Connector, collected: Collected): Map<string, Reading> {
  const sets = Object.entries(connector.recordSets).toSorted(
    ([, a], [, b]) => Number(b.mapping !== undefined) - Number(a.mapping !== undefined),
  );
  const readings = new Map<string, Reading>();
  const mapped: MappedId[] = [];
  for (const [name, set] of sets) {
    const { rows } = deliveryOf(collected, name);
    const reading = readRows(set, rows, { directory: demoDirectory(mapped), today });
    mapped.push(...reading.mapped);
    readings.set(name, reading);
  }
  return readings;
}

/** The entries of a department's expected.json by table. */
export function expectedTables(department: string): Map<string, ExpectedAnswer> {
  const answers = JSON.parse(sampleOf(department, 'expected.json')) as { answers: ExpectedAnswer[] };
  return new Map(answers.answers.map((answer) => [/table (\w+)/.exec(answer.sample)![1]!, answer]));
}

export function sampleOf(department: string, file: string): string {
  return readFileSync(join(import.meta.dirname, '../../subgraphs/departments', department, 'sample', file), 'utf8');
}

/** Columns that a record set reads, with what tells organisations and persons apart. */
export function readColumns(set: RecordSet): string[] {
  const { subject, record, fields } = set;
  const decoders = [...Object.values(record), ...Object.values(fields)].filter((one) => typeof one === 'object');
  return [
    ...new Set([
      ...[subject.creditCode, subject.registrationNumber, subject.organisationCode, subject.taxNumber].flat(),
      ...[subject.personalNumbers, subject.internalId, subject.name, set.ref, set.newest].flat(),
      ...decoders.flatMap(({ columns }) => columns),
    ]),
  ].filter((column) => column !== undefined);
}

export function tableOf(set: RecordSet): string {
  return (set.query as TableQuery).table;
}

export function columnsOf(set: RecordSet): readonly string[] {
  const { columns, optional = [] } = set.query as TableQuery;
  return [...columns, ...optional];
}
