import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Caller } from '../../schema/caller.ts';

/**
 * For whom rates and budgets are counted: the system through which a caller asks, else the caller, else the address.
 * A digest, so that a store holds no account and no address.
 */
export function clientKey(caller: Caller | null, address: string): string {
  if (caller === null) return digestOf(['address', networkOf(address)]);
  const known =
    keys.get(caller) ?? digestOf(caller.client === undefined ? ['caller', caller.id] : ['client', caller.client]);
  keys.set(caller, known);
  return known;
}

/** A token that is used again gives the same caller. */
const keys = new WeakMap<Caller, string>();

function digestOf(spender: readonly [string, string]): string {
  return hash('sha256', JSON.stringify(spender), 'base64url').slice(0, 22);
}

/** Whoever has one address of IPv6 has a network of them: the first 64 bits count. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - after.length }, () => '0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
