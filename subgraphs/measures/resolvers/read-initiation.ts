import { parseCreditCode } from '../../../schema/credit-code.ts';
import type { GivenInitiation } from '../desk/desk.ts';
import type { RecordClass } from '../rules/repair-rules.ts';
import type { Evidence } from '../state/document.ts';
import { dayText, dayTextOrNull } from './readable-input.ts';

/** InitiateMeasureInput as the schema lets it through; days and codes may still be anything. */
export interface InitiationInput {
  readonly idempotencyKey: string;
  readonly creditCode: unknown;
  readonly itemCode: string;
  readonly determination: {
    readonly department: string;
    readonly documentNumber: string;
    readonly decidedOn: unknown;
    readonly notifiedOn?: unknown;
    readonly file: Evidence;
  };
  readonly sourceRecord: {
    readonly department: string;
    readonly recordId: string;
    readonly recordClass?: RecordClass | null;
    readonly list?: string | null;
  };
  readonly cause: string;
  readonly proportionality?: string | null;
  readonly evidence: readonly Evidence[];
  readonly term?: { readonly startsOn: unknown; readonly endsOn?: unknown } | null;
}

/** @throws CreditCodeInvalid */
export function readInitiation(input: InitiationInput): GivenInitiation {
  const { determination, sourceRecord, term } = input;
  return {
    type: 'initiateMeasure',
    creditCode: parseCreditCode(input.creditCode).code,
    itemCode: input.itemCode,
    determination: {
      ...determination,
      decidedOn: dayText(determination.decidedOn),
      notifiedOn: dayTextOrNull(determination.notifiedOn),
    },
    sourceRecord: {
      ...sourceRecord,
      recordClass: sourceRecord.recordClass ?? null,
      list: sourceRecord.list ?? null,
    },
    cause: input.cause,
    proportionality: input.proportionality ?? null,
    evidence: input.evidence,
    term: term == null ? null : { startsOn: dayText(term.startsOn), endsOn: dayTextOrNull(term.endsOn) },
  };
}
