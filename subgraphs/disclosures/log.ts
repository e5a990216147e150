import type { DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database, Queries } from '../database/database.ts';
import { codesOfMeasures, commitGroup, readHead } from './commit-group.ts';
import { sealGroup, type Group, type Head } from './group.ts';
import { readableEntry } from './readable-entry.ts';
import { rowOf, type EntryRow, type RowRules } from './kept-entry.ts';
import type { HashAlgorithm } from './merkle.ts';
import { makePartitions } from './partitions.ts';
import type { Signer } from './signing.ts';

export interface LogParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: Signer;
  readonly algorithm: HashAlgorithm;
  readonly rules: RowRules;
  /** Told of each group once it is committed. */
  readonly onCommitted?: (group: Group) => void;
}

export interface DisclosureLog extends DisclosureSink {
  /** An entry of the log about itself. */
  note(row: EntryRow): Promise<void>;
  /** Resolves when everything that was given is written or refused. */
  close(): Promise<void>;
}

type Waiting = PromiseWithResolvers<void> & { readonly row: (codes: ReadonlyMap<string, string>) => EntryRow } & {
  readonly measures: readonly string[];
};

/** A group takes no more: its statement stays small. */
const mostInGroup = 256;
/** Partitions are there before their month begins. */
const monthsAhead = 2;
/** What arrives within this time goes together; under load a group collects while the one before is written. */
const groupMs = 2;

/** Writes entries in groups, each one transaction, in the order in which they were given. */
export function createDisclosureLog(parts: LogParts): DisclosureLog {
  const { clock, database, onCommitted, rules } = parts;
  const waiting: Waiting[] = [];
  let head: Head | null = null;
  let months: string | null = null;
  let writing: Promise<void> | null = null;

  const add = (measures: readonly string[], row: Waiting['row']): Promise<void> => {
    const one = { ...Promise.withResolvers<void>(), measures, row };
    waiting.push(one);
    writing ??= new Promise<void>((resolve) => setTimeout(resolve, groupMs)).then(writeAll);
    return one.promise;
  };

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostInGroup);
      try {
        await write(group);
        for (const { resolve } of group) resolve();
      } catch (error) {
        head = null;
        for (const { reject } of group) reject(error);
      }
    }
    writing = null;
  }

  async function write(group: readonly Waiting[]): Promise<void> {
    const codes = await codesOfMeasures(
      database,
      group.flatMap(({ measures }) => measures),
    );
    const rows = group.map(({ row }) => row(codes));
    head ??= await readHead(database);
    const sealed = (await tryToWrite(rows, head, database)) ?? (await writeUnderLock(rows));
    head = { number: sealed.number, seq: sealed.last_seq, link: sealed.link };
    onCommitted?.(sealed);
  }

  /** Another process was faster: this time nobody can be. */
  function writeUnderLock(rows: readonly EntryRow[]): Promise<Group> {
    return database.transaction(async (queries) => {
      const sealed = await tryToWrite(rows, await readHead(queries, true), queries);
      if (sealed === null) throw new Error('the chain of disclosures moved under its lock');
      return sealed;
    });
  }

  async function tryToWrite(rows: readonly EntryRow[], after: Head, queries: Queries): Promise<Group | null> {
    const writtenAt = new Date(clock.now()).toISOString();
    const { entries, group } = sealGroup(rows, after, { ...parts, writtenAt });
    if (months !== group.month && queries === database) {
      await makePartitions(database, group.month, monthsAhead);
      months = group.month;
    }
    return (await commitGroup(queries, group, entries)) ? group : null;
  }

  return {
    append(given: DisclosureEntry) {
      const entry = readableEntry(given);
      const codesOf = (known: ReadonlyMap<string, string>) => entry.measures.flatMap((one) => known.get(one) ?? []);
      return add(entry.measures, (known) => rowOf(entry, codesOf(known), rules));
    },
    note: (row) => add([], () => row),
    async close() {
      await writing;
    },
  };
}
