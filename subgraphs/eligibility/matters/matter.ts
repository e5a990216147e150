/** MAIN: never outstanding. SECONDARY: may be handed in later, on a written undertaking. */
export type MaterialKind = 'MAIN' | 'SECONDARY';

export interface Material {
  /** Unique in the matter. */
  readonly code: string;
  /** Chinese. */
  readonly title: string;
  /** In which form it has to be handed in. */
  readonly form: string;
  readonly kind: MaterialKind;
}

/** Something that an organisation can apply for (办理事项), as the department that handles it has published it. */
export interface Matter {
  readonly code: string;
  readonly edition: string;
  readonly title: string;
  /** Folder of the department that handles it. */
  readonly department: string;
  readonly basis: string;
  readonly verified: boolean;
  /** Null: open to the green channel; else why law keeps it closed. */
  readonly closedBecause: string | null;
  /** Within how many working days what is outstanding has to come; 0: this matter takes no gaps. */
  readonly supplementWithin: number;
  /** Working days that the law gives for the decision; what is outstanding may never take longer. */
  readonly statutoryWithin: number;
  readonly materials: readonly Material[];
}
