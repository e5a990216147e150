import type { Level } from './marks.ts';

/** To whom a record may be given: everybody, departments, or whoever has one of these rights. */
export type RowAccess = Exclude<Level, 'RESTRICTED'> | { readonly rights: readonly string[] };

/** Of a caller, what decides which records it may be given. */
export interface Sight {
  readonly levels: readonly Level[];
  readonly rights: readonly string[];
}

/** As it is written beside a record: levels and rights, each of which suffices. Levels and rights never share a word. */
export function wordsOf(access: RowAccess): readonly string[] {
  return typeof access === 'string' ? [access] : access.rights;
}

/**
 * Whether a record that is open to these may be given to this caller. Without a word a record is SHARED between
 * departments; with an empty list it is nobody's. Who has the level RESTRICTED itself is kept from nothing: a gateway
 * whose rights are off.
 */
export function isOpenTo(openTo: readonly string[] | null | undefined, { levels, rights }: Sight): boolean {
  if (levels.includes('RESTRICTED')) return true;
  return (openTo ?? wordsOf('SHARED')).some((word) => levels.includes(word as Level) || rights.includes(word));
}
