import { coordinator, share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { MeasureTrace } from '../traces/measure.ts';
import type { Counting } from './counting.ts';
import { itemOf, span } from './parts.ts';

/** Measures that ended, and what was put right where one had been an error. */
export function countEndings(trace: MeasureTrace, counting: Counting): readonly Contribution[] {
  return [...ended(trace, counting), ...restored(trace, counting)];
}

/** Lifted in one period and found to be an error in a later one, a measure counts in each; in the same one, as an error. */
function ended(trace: MeasureTrace, { period }: Counting): Contribution[] {
  const { determiner, initiator, lifted, measureId, restoredAt, revokedAt } = trace;
  const end = (at: string, wrong: boolean): Contribution => {
    const item = itemOf(trace, 'MEASURE', measureId, at);
    return { metric: 'ERROR_RATE', department: initiator, group: trace.kind, item, ...share(wrong) };
  };
  if (revokedAt === null || !isIn(period, revokedAt))
    return lifted !== null && isIn(period, lifted.at) ? [end(lifted.at, false)] : [];
  const item = itemOf(trace, 'MEASURE', measureId, revokedAt);
  return [
    end(revokedAt, true),
    { metric: 'RESTORATION_RATE', department: determiner, group: null, item, ...share(restoredAt !== null) },
  ];
}

function restored(trace: MeasureTrace, { count, period }: Counting): Contribution[] {
  const { determiner: department, measureId, restoredAt, revokedAt } = trace;
  if (revokedAt === null || restoredAt === null || !isIn(period, restoredAt)) return [];
  const item = itemOf(trace, 'MEASURE', measureId, restoredAt);
  return [span('RESTORATION_TIME', { department, item, since: revokedAt, until: restoredAt }, count)];
}

/** Consultations are concluded by the coordinator, whoever asked. */
export function countConsultations(trace: MeasureTrace, { count, period }: Counting): readonly Contribution[] {
  return trace.consultations.flatMap(({ concludedAt, consultationId, openedAt }) => {
    if (concludedAt === null || !isIn(period, concludedAt)) return [];
    const item = itemOf(trace, 'CONSULTATION', consultationId, concludedAt);
    return [span('CONSULTATION_TIME', { department: coordinator, item, since: openedAt, until: concludedAt }, count)];
  });
}
