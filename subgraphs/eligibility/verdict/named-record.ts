import type { RecordSeen } from './input.ts';
import type { NamedRecord } from './verdict.ts';

/** Enough of a record to find and recognise it; the whole of it is in the evidence. */
export function named(department: string, record: RecordSeen): NamedRecord {
  const { authority, documentNumber, documentOn, id, recordKind, severity, state, validUntil } = record;
  return { department, id, recordKind, severity, documentNumber, documentOn, authority, state, validUntil };
}
