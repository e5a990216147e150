const fewestCharacters = 32;

/**
 * INTERNAL_KEY, which a gateway and its hosts in other processes share; null: there is none. Read by the configuration
 * of both. A fault never repeats the key.
 */
export function readInternalKey(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): string | null {
  const key = environment.INTERNAL_KEY ?? '';
  if (key === '') return null;
  if (key.length < fewestCharacters) faults.push(`INTERNAL_KEY: has fewer than ${fewestCharacters} characters`);
  return key;
}
