import { setTimeout as pause } from 'node:timers/promises';
import type { DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database, Queries } from '../database/database.ts';
import { codesOfMeasures, commitGroup, holds, readHead } from './commit-group.ts';
import { sealGroup, type Group, type Head } from './group.ts';
import { createKnownContents } from './known-contents.ts';
import type { HashAlgorithm } from './merkle.ts';
import { makePartitions } from './partitions.ts';
import type { RowRules } from './row-rules.ts';
import type { Signer } from './signing.ts';
import { createWriter, type Note, type WrittenEntry } from './write-out.ts';

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
  note(note: Note): Promise<void>;
  /** Resolves when everything that was given is written or refused. */
  close(): Promise<void>;
}

interface Waiting extends PromiseWithResolvers<void> {
  readonly measures: readonly string[];
  readonly write: (codes: ReadonlyMap<string, string>) => WrittenEntry;
}

/** A group takes no more: its statement stays small. */
const mostInGroup = 512;
/** Partitions are there before their month begins. */
const monthsAhead = 2;
/** What arrives within this time goes together. */
const groupMs = 2;
/** While entries arrive faster than groups are written: what a group costs by itself is shared by more. */
const nextGroupMs = 4;

/** Writes entries in groups, each one transaction, in the order in which they were given. */
export function createDisclosureLog(parts: LogParts): DisclosureLog {
  const { algorithm, clock, database, onCommitted, rules } = parts;
  const writer = createWriter(algorithm, rules);
  const contents = createKnownContents();
  const waiting: Waiting[] = [];
  let head: Head | null = null;
  let months: string | null = null;
  let writing: Promise<void> | null = null;

  const add = (measures: readonly string[], write: Waiting['write']): Promise<void> => {
    const one = { ...Promise.withResolvers<void>(), measures, write };
    waiting.push(one);
    writing ??= writeAll();
    return one.promise;
  };

  async function writeAll(): Promise<void> {
    for (let waitMs = groupMs; waiting.length > 0; waitMs = nextGroupMs) {
      await pause(waitMs);
      const group = waiting.splice(0, mostInGroup);
      try {
        await writeGroup(group);
        for (const { resolve } of group) resolve();
      } catch (error) {
        head = null;
        contents.forget();
        for (const { reject } of group) reject(error);
      }
    }
    writing = null;
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    const codes = await codesOfMeasures(
      database,
      group.flatMap(({ measures }) => measures),
    );
    const entries = group.map(({ write }) => write(codes));
    head ??= await readHead(database);
    const sealed = (await tryToWrite(entries, head, database)) ?? (await writeUnderLock(entries, head));
    head = { number: sealed.number, seq: sealed.last_seq, link: sealed.link };
    onCommitted?.(sealed);
  }

  /** Another process was faster: this time nobody can be. A chain that was set back has lost contents as well. */
  function writeUnderLock(entries: readonly WrittenEntry[], believed: Head): Promise<Group> {
    return database.transaction(async (queries) => {
      const end = await readHead(queries, true);
      if (!(await holds(queries, believed))) contents.forget();
      const sealed = await tryToWrite(entries, end, queries);
      if (sealed === null) throw new Error('the chain of disclosures moved under its lock');
      return sealed;
    });
  }

  async function tryToWrite(entries: readonly WrittenEntry[], after: Head, queries: Queries): Promise<Group | null> {
    const writtenAt = new Date(clock.now()).toISOString();
    const { group, texts } = sealGroup(entries, after, { ...parts, writtenAt });
    if (months !== group.month && queries === database) {
      await makePartitions(database, group.month, monthsAhead);
      months = group.month;
    }
    const rows = { entries: texts, contents: contents.missing(group.month, entries) };
    if (!(await commitGroup(queries, group, rows))) return null;
    contents.learn(group.month, entries);
    return group;
  }

  return {
    append(entry: DisclosureEntry) {
      const { measures } = entry.content;
      return add(measures, (known) =>
        writer.entry(
          entry,
          measures.flatMap((one) => known.get(one) ?? []),
        ),
      );
    },
    note: (note) => add([], () => writer.note(note)),
    async close() {
      await writing;
    },
  };
}
