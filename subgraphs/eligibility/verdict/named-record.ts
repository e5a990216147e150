import type { RecordSeen } from './input.ts';
import type { NamedRecord } from './verdict.ts';

/** Enough of a record to find and recognise it; the whole of it is in the evidence. */
export function named(department: string, record: RecordSeen): NamedRecord {
  const { authority, documentNumber, documentOn, id, openTo, recordKind, severity, state, validUntil } = record;
  const own = { department, id, recordKind, severity, documentNumber, documentOn, authority, state, validUntil };
  // What is open to departments, as nearly everything, is not said of each record.
  return openTo == null || openTo.includes('SHARED') ? own : { ...own, openTo };
}
