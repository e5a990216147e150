import { hash as digestOf } from 'node:crypto';

/** SHA-256, or SM3 (GB/T 32905) where the rules of the place ask for it. */
export type HashAlgorithm = 'sha256' | 'sm3';
export const hashAlgorithms: readonly HashAlgorithm[] = ['sha256', 'sm3'];

export const HASH_BYTES = 32;

/** A leaf, a node of the tree, a link of the chain and a content never have the same input (as in RFC 6962). */
const kinds = { leaf: '\0', link: '\u0002', content: '\u0003', list: '\u0004' } as const;
const nodeKind = 1;

export function leafHash(algorithm: HashAlgorithm, text: string): Buffer {
  return digestOf(algorithm, kinds.leaf + text, 'buffer');
}

export function linkHash(algorithm: HashAlgorithm, text: string): Buffer {
  return digestOf(algorithm, kinds.link + text, 'buffer');
}

/** Hex; of what an answer discloses, and (`list`) of a long list in it. */
export function contentHash(algorithm: HashAlgorithm, kind: 'content' | 'list', text: string): string {
  return digestOf(algorithm, kinds[kind] + text, 'hex');
}

/** Root of the Merkle tree over these leaves, in their order; a last one without a neighbour goes up as it is. */
export function merkleRoot(algorithm: HashAlgorithm, leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return digestOf(algorithm, Buffer.of(nodeKind), 'buffer');
  const both = Buffer.alloc(1 + 2 * HASH_BYTES, nodeKind);
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]];
      if (right === undefined) above.push(left);
      else {
        both.set(left, 1);
        both.set(right, 1 + HASH_BYTES);
        above.push(digestOf(algorithm, both, 'buffer'));
      }
    }
    level = above;
  }
  return level[0]!;
}
