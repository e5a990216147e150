import type { Source } from '../metrics.ts';
import { readAcceptances } from './acceptances.ts';
import { readDecisions } from './decisions.ts';
import { readFindings } from './findings.ts';
import { readMeasures } from './measures.ts';
import { readReceipts } from './receipts.ts';
import { readRecords } from './records.ts';
import type { ReadStream } from './scope.ts';

export const streams: Readonly<Record<Source, ReadStream>> = {
  MEASURES: readMeasures,
  ACCEPTANCES: readAcceptances,
  DECISIONS: readDecisions,
  RECEIPTS: readReceipts,
  RECORDS: readRecords,
  FINDINGS: readFindings,
};
