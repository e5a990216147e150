import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import { refuse } from '../refusals.ts';
import type { SourceRecord } from '../state/document.ts';
import type { SourceSeen } from '../state/source-seen.ts';

/**
 * Whether the record behind a measure was seen with the department that states it; what is out of reach is taken on the
 * initiator's word. Silence is not a record: nothing begins on it.
 * @throws MeasureRefused SOURCE_RECORD_NOT_FOUND, SOURCE_RECORD_DOES_NOT_FIT, SOURCE_RECORD_UNCONFIRMED
 */
export function isSourceConfirmed(
  seen: SourceSeen,
  { department }: SourceRecord,
  kind: CatalogueItem['kind'],
): boolean {
  switch (seen.outcome) {
    case 'FOUND':
      requireFitting(seen, department, kind);
      return true;
    case 'NOT_FOUND':
      return refuse('SOURCE_RECORD_NOT_FOUND', { department });
    case 'SILENT':
      return refuse('SOURCE_RECORD_UNCONFIRMED', {
        department,
        ...(seen.retryAt === null ? {} : { retryAt: seen.retryAt }),
      });
    case 'OUT_OF_REACH':
      return false;
  }
}

function requireFitting(
  { effect, state }: Extract<SourceSeen, { outcome: 'FOUND' }>,
  department: string,
  kind: CatalogueItem['kind'],
): void {
  const isCause = kind === 'RESTRICTION' ? effect === 'ADVERSE' : effect !== 'ADVERSE';
  if (state === 'REVOKED' || !isCause) refuse('SOURCE_RECORD_DOES_NOT_FIT', { department, effect, state });
}
