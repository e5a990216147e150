import type { MeasureFacts } from '../state/measure.ts';

/** Ids inside a measure are counted from what it already has: deciding again on the same state gives the same ids. */
export const consultationId = ({ measureId, consultations }: MeasureFacts): string =>
  `${measureId}.consultation.${consultations.length + 1}`;

export const objectionId = ({ measureId, objections }: MeasureFacts): string =>
  `${measureId}.objection.${objections.length + 1}`;

export const repairId = ({ measureId, repairs }: MeasureFacts): string => `${measureId}.repair.${repairs.length + 1}`;
