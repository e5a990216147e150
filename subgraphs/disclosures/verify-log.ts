import type { KeyObject } from 'node:crypto';
import type { Queries } from '../database/database.ts';
import type { Anchor } from './anchor.ts';
import { readHead } from './commit-group.ts';
import type { Group, Head } from './group.ts';
import { readOutside, readPlaces, readRetirements, wrongContents, type KeptEntry } from './kept-entries.ts';
import { findBounds, readBeyond, readGroups, type Bounds } from './kept-groups.ts';
import { HASH_BYTES, leafHash } from './merkle.ts';
import { stampedDigest } from './stamp.ts';
import { entryFaults, sealFaults, type Fault, type WrongContents } from './verify-group.ts';

export interface Verifying {
  readonly queries: Queries;
  /** Public keys that are believed, by their ids. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** Instants between which groups were written; null: no bound. */
  readonly from: string | null;
  readonly until: string | null;
  /** The end as it is known outside of the database; null: unknown. */
  readonly anchor: Anchor | null;
}

export interface Verified {
  readonly faults: readonly Fault[];
  readonly groups: number;
  readonly entries: number;
  /** Groups whose entries were dropped, as retention says. */
  readonly retired: number;
  readonly stamps: number;
}

const groupsAtOnce = 100;
/** Contents that are remembered as checked. */
const mostChecked = 100_000;

/** Checks a range of the log, and that what stands on either side of it fits. */
export async function verifyLog(verifying: Verifying): Promise<Verified> {
  const { from, queries, until } = verifying;
  const head = await readHead(queries);
  const bounds = await findBounds(queries, from, until);
  const faults: Fault[] = [];
  const done = { groups: 0, entries: 0, retired: 0 };
  const retiredThrough = await findRetired(verifying);
  const last = bounds.after ?? Math.max(head.number, verifying.anchor?.number ?? 0);
  const check = createContentCheck(queries);
  let before: Group | null = (await readGroups(queries, bounds.before - 1, bounds.before - 1))[0] ?? null;
  for (let at = Math.max(bounds.before, 1); at <= last; at += groupsAtOnce) {
    const to = Math.min(at + groupsAtOnce - 1, last);
    const groups = new Map((await readGroups(queries, at, to)).map((group) => [group.number, group]));
    for (let number = at; number <= to; number += 1) {
      const group = groups.get(number) ?? null;
      if (group === null) faults.push({ what: 'MISSING', where: `group ${number}`, because: 'the chain has it' });
      else {
        faults.push(...sealFaults(group, before, verifying.keys));
        const places = await readPlaces(queries, group.first_seq, group.last_seq);
        const isRetired = places.size === 0 && group.month <= retiredThrough;
        if (!isRetired) faults.push(...entryFaults(group, places, await check(group, places)));
        done.groups += 1;
        if (isRetired) done.retired += 1;
        else done.entries += group.last_seq - group.first_seq + 1;
      }
      before = group;
    }
  }
  faults.push(...(await endFaults(verifying, bounds, head)));
  const { faults: stampFaults, stamps } = await checkStamps(queries, bounds.before, last);
  return { ...done, faults: [...faults, ...stampFaults], stamps };
}

type Places = ReadonlyMap<number, readonly KeptEntry[]>;

/** Looks at each content once for all the entries of its month, as long as it remembers. */
function createContentCheck(queries: Queries): (group: Group, places: Places) => Promise<WrongContents> {
  const checked = new Map<string, 'CHANGED' | 'MISSING' | null>();
  return async (group, places) => {
    const keyOf = (digest: string) => `${group.month} ${group.algorithm} ${digest}`;
    const digests = [...new Set([...places.values()].flat().flatMap(({ content }) => content ?? []))];
    if (checked.size > mostChecked) checked.clear();
    const unknown = digests.filter((digest) => !checked.has(keyOf(digest)));
    const found = unknown.length === 0 ? null : await wrongContents(queries, group, unknown);
    for (const digest of unknown) checked.set(keyOf(digest), found!.get(digest) ?? null);
    return new Map(
      digests.flatMap((digest) => {
        const what = checked.get(keyOf(digest));
        return what == null ? [] : [[digest, what] as const];
      }),
    );
  };
}

/** What reaches beyond the end, and what the end has lost. */
async function endFaults({ anchor, queries }: Verifying, { after }: Bounds, head: Head): Promise<Fault[]> {
  const outside = await readOutside(queries);
  const faults = outside.map(({ id, seq }): Fault => ({
    what: 'INSERTED',
    where: `entry ${seq}`,
    because: `${id} is in no group`,
  }));
  if (after !== null) return faults;
  for (const number of await readBeyond(queries))
    faults.push({ what: 'INSERTED', where: `group ${number}`, because: 'the chain ends before it' });
  const [end] = await readGroups(queries, head.number, head.number);
  const endsElsewhere = end !== undefined && (end.link !== head.link || end.last_seq !== head.seq);
  if (endsElsewhere || (head.number === 0 && (head.link !== '' || head.seq !== 0)))
    faults.push({ what: 'CHANGED', where: 'the end', because: `it is not that of group ${head.number}` });
  if (anchor === null || anchor.number === 0) return faults;
  if (head.number < anchor.number)
    faults.push({
      what: 'MISSING',
      where: 'the end',
      because: `group ${anchor.number} is known outside of the database`,
    });
  const [anchored] = await readGroups(queries, anchor.number, anchor.number);
  if (anchored !== undefined && anchored.link !== anchor.link)
    faults.push({
      what: 'CHANGED',
      where: `group ${anchor.number}`,
      because: 'it is known otherwise outside of the database',
    });
  return faults;
}

/** The month through which entries were dropped, on record; '' when none were. Only a proven record counts. */
async function findRetired({ keys, queries }: Verifying): Promise<string> {
  for (const entry of await readRetirements(queries)) {
    const [row] = await queries.query<{ number: number }>(
      'SELECT number FROM disclosure_groups WHERE $1 BETWEEN first_seq AND last_seq',
      [entry.seq],
    );
    const [group] = row === undefined ? [] : await readGroups(queries, row.number, row.number);
    if (group === undefined || sealFaults(group, null, keys).length > 0) continue;
    const at = (entry.seq - group.first_seq) * HASH_BYTES;
    if (!group.leaves.subarray(at, at + HASH_BYTES).equals(leafHash(group.algorithm, entry.text))) continue;
    const contents = entry.content === null ? [] : [entry.content];
    if ((await wrongContents(queries, group, contents)).size === 0) return entry.through;
  }
  return '';
}

async function checkStamps(queries: Queries, from: number, to: number): Promise<{ faults: Fault[]; stamps: number }> {
  const rows = await queries.query<{ number: number; link: string | null; token: string }>(
    `SELECT s.number, g.link, encode(s.token, 'hex') AS token FROM disclosure_timestamps s
     LEFT JOIN disclosure_groups g USING (number) WHERE s.number BETWEEN $1 AND $2 ORDER BY s.number`,
    [from, to],
  );
  const wrong = rows.filter(({ link, token }) => link === null || !token.includes(stampedDigest(link).toString('hex')));
  return {
    stamps: rows.length,
    faults: wrong.map(({ number }) => ({
      what: 'CHANGED',
      where: `group ${number}`,
      because: 'its time-stamp is about something else',
    })),
  };
}
