/** The authority that answers today for what another, or the same one under an older name, once decided. */
export interface AuthorityToday {
  readonly name: string;
  /** Folder of the department that it is; null: none of the district's departments. */
  readonly department: string | null;
  /** Whether the authority that was written has since been renamed, merged or dissolved. */
  readonly changed: boolean;
  /** Since when it bears this name, cut to the precision that is known. */
  readonly since: string | null;
  /** What the change rests on. */
  readonly basis: string | null;
}

/** Finds it by the name that a record writes and the day of its document; null: nothing is known of that name. */
export type FindAuthority = (written: string, documentOn: string | null) => AuthorityToday | null;
