import { createHash } from 'node:crypto';

/** SHA-256, or SM3 (GB/T 32905) where the rules of the place ask for it. */
export type HashAlgorithm = 'sha256' | 'sm3';
export const hashAlgorithms: readonly HashAlgorithm[] = ['sha256', 'sm3'];

export const HASH_BYTES = 32;

/** A leaf and a node of the tree, and a link of the chain, never have the same input (as in RFC 6962). */
const kinds = { leaf: 0, node: 1, link: 2 } as const;

export function leafHash(algorithm: HashAlgorithm, text: string): Buffer {
  return hash(algorithm, kinds.leaf, Buffer.from(text));
}

export function linkHash(algorithm: HashAlgorithm, text: string): Buffer {
  return hash(algorithm, kinds.link, Buffer.from(text));
}

/** Root of the Merkle tree over these leaves, in their order; a last one without a neighbour goes up as it is. */
export function merkleRoot(algorithm: HashAlgorithm, leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]];
      above.push(right === undefined ? left : hash(algorithm, kinds.node, left, right));
    }
    level = above;
  }
  return level[0] ?? hash(algorithm, kinds.node);
}

function hash(algorithm: HashAlgorithm, kind: number, ...parts: readonly Buffer[]): Buffer {
  const hashing = createHash(algorithm).update(Buffer.of(kind));
  for (const part of parts) hashing.update(part);
  return hashing.digest();
}
