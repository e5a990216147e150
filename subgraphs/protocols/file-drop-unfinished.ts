/** The name under which a file is written until it is whole. */
export function unfinishedName(name: string): string {
  return `${name}.tmp`;
}
