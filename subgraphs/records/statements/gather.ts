import type { OrganisationFact } from '../../connector/stated.ts';
import type { SectionGiven } from '../sections.ts';
import { sameValue, type Written } from './same-value.ts';

/** One value that one department states, by all records that state it. */
export interface Stated extends Written {
  readonly department: string | null;
  readonly asOf: string | null;
  readonly records: readonly string[];
  readonly lastDocumentOn: string | null;
}

export interface RegisterWord {
  readonly department: string | null;
  /** Null: the register says nothing of it. */
  readonly value: string | null;
}

/** The values of one fact: the register's word first, then by department; values that mean the same are one. */
export function gatherStated(
  fact: OrganisationFact,
  sections: readonly SectionGiven[],
  register: RegisterWord,
): readonly Stated[] {
  const gathered: Stated[] = [];
  if (register.value !== null) {
    const asOf = sections.find(({ department }) => department === register.department)?.source.asOf ?? null;
    const { department, value } = register;
    gathered.push({ fact, value, partial: false, department, asOf, records: [], lastDocumentOn: null });
  }
  for (const { department, records, source } of sections) {
    for (const record of records ?? []) {
      if (record.state === 'REVOKED') continue;
      for (const { partial, value, fact: about } of record.stated ?? []) {
        if (about === fact)
          add(gathered, {
            fact,
            value,
            partial,
            department,
            asOf: source.asOf,
            records: [record.id],
            lastDocumentOn: record.documentOn,
          });
      }
    }
  }
  return gathered;
}

function add(gathered: Stated[], one: Stated): void {
  const at = gathered.findIndex(
    (other) => other.department === one.department && other.partial === one.partial && sameValue(one, other.value),
  );
  const other = gathered[at];
  if (other === undefined) {
    gathered.push(one);
    return;
  }
  const lastDocumentOn =
    [other.lastDocumentOn, one.lastDocumentOn]
      .filter((on) => on !== null)
      .toSorted()
      .at(-1) ?? null;
  gathered[at] = { ...other, records: [...other.records, ...one.records], lastDocumentOn };
}
