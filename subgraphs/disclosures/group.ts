import { canonicalJson } from '../../schema/canonical-json.ts';
import { textAt } from './entry.ts';
import { leafHash, linkHash, merkleRoot, type HashAlgorithm } from './merkle.ts';
import type { Signer } from './signing.ts';
import type { WrittenEntry } from './write-out.ts';

/** Where the chain ends. */
export interface Head {
  readonly number: number;
  readonly seq: number;
  /** Hex; empty before the first group. */
  readonly link: string;
}

/** What the link of a group is made of. */
export interface GroupFacts {
  readonly number: number;
  readonly month: string;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly written_at: string;
  readonly algorithm: HashAlgorithm;
  readonly root: string;
  /** Link of the group before. */
  readonly previous: string;
  readonly key_id: string;
}

export interface Group extends GroupFacts {
  /** Hashes of the entries, in order. */
  readonly leaves: Buffer;
  readonly link: string;
  readonly signature: string;
}

export interface Sealing {
  readonly algorithm: HashAlgorithm;
  readonly signer: Signer;
  readonly writtenAt: string;
}

/** The next group of the chain: its entries have their places, and whatever is changed in them later shows. */
export function sealGroup(entries: readonly WrittenEntry[], after: Head, { algorithm, signer, writtenAt }: Sealing) {
  const month = monthOf(writtenAt);
  const texts = entries.map(({ rest }, at) => textAt(month, after.seq + 1 + at, rest));
  const leaves = texts.map((text) => leafHash(algorithm, text));
  const facts: GroupFacts = {
    number: after.number + 1,
    month,
    first_seq: after.seq + 1,
    last_seq: after.seq + entries.length,
    written_at: writtenAt,
    algorithm,
    root: merkleRoot(algorithm, leaves).toString('hex'),
    previous: after.link,
    key_id: signer.keyId,
  };
  const link = linkOf(facts);
  const group: Group = {
    ...facts,
    leaves: Buffer.concat(leaves),
    link: link.toString('hex'),
    signature: signer.sign(link),
  };
  return { texts, group };
}

export function linkOf(facts: GroupFacts): Buffer {
  const { algorithm, first_seq, key_id, last_seq, month, number, previous, root, written_at } = facts;
  return linkHash(
    algorithm,
    canonicalJson({ algorithm, first_seq, key_id, last_seq, month, number, previous, root, written_at }),
  );
}

/** First day of the month, UTC. */
export function monthOf(instant: string): string {
  return `${instant.slice(0, 7)}-01`;
}
