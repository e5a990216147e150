import type { KeyObject } from 'node:crypto';
import { linkOf, monthOf, type Group } from './group.ts';
import type { KeptEntry } from './kept-entries.ts';
import { HASH_BYTES, hashAlgorithms, leafHash, merkleRoot } from './merkle.ts';
import { isSignedBy } from './signing.ts';

/** What is wrong with the log, and where. */
export interface Fault {
  readonly what: 'CHANGED' | 'MISSING' | 'INSERTED' | 'UNSIGNED';
  /** "entry 17", "group 4", "the end". */
  readonly where: string;
  readonly because: string;
}

type Places = ReadonlyMap<number, readonly KeptEntry[]>;
export type WrongContents = ReadonlyMap<string, 'CHANGED' | 'MISSING'>;

/** A group by itself: its link and signature, and its place after the group before (null: that is not there). */
export function sealFaults(group: Group, before: Group | null, keys: ReadonlyMap<string, KeyObject>): Fault[] {
  const where = `group ${group.number}`;
  const changed = (because: string): Fault => ({ what: 'CHANGED', where, because });
  if (!hashAlgorithms.includes(group.algorithm)) return [changed(`its algorithm is ${group.algorithm}`)];
  const link = linkOf(group);
  const faults: Fault[] = [];
  if (link.toString('hex') !== group.link) faults.push(changed('its link is not that of what it says'));
  const key = keys.get(group.key_id);
  if (key === undefined)
    faults.push({ what: 'UNSIGNED', where, because: `nobody has given the public key ${group.key_id}` });
  else if (!isSignedBy(key, link, group.signature)) faults.push(changed('its signature is not that of its link'));
  if (monthOf(group.written_at) !== group.month)
    faults.push(changed('it lies in another month than it was written in'));
  if (group.number === 1 && (group.previous !== '' || group.first_seq !== 1))
    faults.push(changed('it is the first and follows another'));
  if (before !== null && before.link !== group.previous) faults.push(changed('it does not follow the group before it'));
  if (before !== null && before.last_seq + 1 !== group.first_seq)
    faults.push(changed('its entries do not follow those of the group before it'));
  return faults;
}

/** The entries of a group against its hashes and their contents (`wrong`: how those are not as written), each named. */
export function entryFaults(group: Group, places: Places, wrong: WrongContents): Fault[] {
  const { algorithm, first_seq, last_seq, leaves } = group;
  const count = last_seq - first_seq + 1;
  const expected = Array.from({ length: count }, (_, at) => leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  const hashes = expected.map((_, at) =>
    (places.get(first_seq + at) ?? []).map((entry) => leafHash(algorithm, entry.text)),
  );
  if (leaves.length !== count * HASH_BYTES || merkleRoot(algorithm, expected).toString('hex') !== group.root) {
    const changed: Fault = {
      what: 'CHANGED',
      where: `group ${group.number}`,
      because: 'its hashes are not those under its root',
    };
    const whole = hashes.every((found) => found.length === 1) ? merkleRoot(algorithm, hashes.flat()) : null;
    if (whole?.toString('hex') === group.root) return [changed];
    return [
      changed,
      { ...changed, because: `which of entries ${first_seq} to ${last_seq} were changed cannot be told` },
    ];
  }
  return expected.flatMap((leaf, at) =>
    placeFaults({ seq: first_seq + at, leaf, entries: places.get(first_seq + at) ?? [], hashes: hashes[at]! }, wrong),
  );
}

interface Place {
  readonly seq: number;
  readonly leaf: Buffer;
  readonly entries: readonly KeptEntry[];
  readonly hashes: readonly Buffer[];
}

function placeFaults({ entries, hashes, leaf, seq }: Place, wrong: WrongContents): Fault[] {
  const where = `entry ${seq}`;
  if (entries.length === 0) return [{ what: 'MISSING', where, because: 'it was written and is not there' }];
  const right = hashes.findIndex((hash) => hash.equals(leaf));
  if (right === -1 && entries.length === 1)
    return [{ what: 'CHANGED', where, because: `it is not what was written (request ${entries[0]!.request_id})` }];
  return entries.flatMap((entry, at): Fault[] => {
    if (at !== right) return [{ what: 'INSERTED', where, because: `${entry.id} was not written there` }];
    const what = wrong.get(entry.content ?? '');
    if (what === undefined) return [];
    const is = what === 'MISSING' ? 'is not there' : 'is not what was written';
    return [
      { what, where, because: `what it disclosed ${is} (request ${entry.request_id}, content ${entry.content})` },
    ];
  });
}
