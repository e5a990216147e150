/** What `startProcess` hands to a process of the benchmark, as its first argument. */
export function givenSettings(): Readonly<Record<string, string>> {
  return JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
}
