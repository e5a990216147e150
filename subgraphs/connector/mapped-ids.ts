import type { RecordSet } from './connector.ts';
import { textOf, type LegacyRow } from './legacy-row.ts';
import type { Link } from './link.ts';
import type { MappedId, Unlinked } from './reading.ts';

interface Read {
  readonly row: LegacyRow;
  readonly link: Link;
}

/** What the internal ids of these rows stand for; a row that lost its code to an earlier one maps to nobody. */
export function mappedIds(set: RecordSet, read: readonly Read[], conflicts: readonly Unlinked[]): MappedId[] {
  const { mapping } = set;
  if (mapping === undefined) return [];
  const lost = new Set(conflicts.map(({ rowRef }) => rowRef));
  return read.flatMap(({ row, link: linked }): MappedId[] => {
    const internalId = textOf(row.cells, mapping.column);
    if (internalId === null) return [];
    const name = nameIn(set, row);
    if (lost.has(row.ref)) {
      const code = linked.state === 'linked' ? { lostCode: linked.creditCode } : {};
      return [{ internalId, reading: { state: 'unlinked', reason: 'KEY_CONFLICT', name, ...code } }];
    }
    switch (linked.state) {
      case 'linked':
        return [{ internalId, reading: { state: 'mapped', creditCode: linked.creditCode } }];
      case 'unlinked':
        return [{ internalId, reading: { state: 'unlinked', reason: linked.reason, name } }];
      case 'unreadable':
        return [{ internalId, reading: { state: 'unreadable' } }];
      case 'person':
        return [{ internalId, reading: { state: 'person' } }];
    }
  });
}

export function nameIn(set: RecordSet, row: LegacyRow): string | null {
  return set.subject.name === undefined ? null : textOf(row.cells, set.subject.name);
}
