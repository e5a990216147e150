import type { CreditCode } from '../../schema/credit-code.ts';
import { DepartmentUnavailable } from '../../schema/errors.ts';
import * as errors from '../../schema/errors.ts';
import type { Connector } from '../connector/connector.ts';
import { durationMs } from '../connector/duration.ts';
import type { Clock } from '../connector/protocol.ts';
import type { RecordSetAnswer } from '../connector/section.ts';
import type { Queries } from '../database/database.ts';
import { countKept, loadFacts, noKeptRows, type DeliveredFact } from './delivered-records.ts';
import { loadStates, type RecordSetState } from './record-set-state.ts';

export interface DeliveredParts {
  readonly department: string;
  readonly connector: Connector;
  readonly queries: Queries;
  readonly clock: Clock;
  /** When it is looked at next, in milliseconds of the epoch; null, or absent: not known. */
  readonly nextLookMs?: () => number | null;
}

/** What a delivering department's record sets say about organisations, in as many statements whatever their number. */
export async function loadDelivered(parts: DeliveredParts, codes: readonly CreditCode[]): Promise<RecordSetAnswer[][]> {
  const { connector, department, queries } = parts;
  const states = await loadStates(queries, department);
  const facts = await loadFacts(queries, department, codes);
  const kept = await countKept(queries, department, codes);
  const sets = Object.keys(connector.recordSets);
  return codes.map((code) => {
    const counts = kept.get(code) ?? noKeptRows;
    return sets.map((recordSet, at) => {
      const own = (facts.get(code) ?? []).filter((one) => one.recordSet === recordSet);
      // The counts are those of the department as a whole: they stand with the first record set.
      return { ...answer(parts, recordSet, states.get(recordSet), own), ...(at === 0 ? counts : noKeptRows) };
    });
  });
}

/** How the department's record sets stand, whomever one asks about: what they would answer, without facts. */
export async function loadStanding(parts: DeliveredParts): Promise<RecordSetAnswer[]> {
  const states = await loadStates(parts.queries, parts.department);
  return Object.keys(parts.connector.recordSets).map((recordSet) => ({
    ...answer(parts, recordSet, states.get(recordSet), []),
    ...noKeptRows,
  }));
}

function answer(
  { clock, connector, department, nextLookMs }: DeliveredParts,
  recordSet: string,
  state: RecordSetState | undefined,
  facts: readonly DeliveredFact[],
): Omit<RecordSetAnswer, keyof typeof noKeptRows> {
  const set = connector.recordSets[recordSet]!;
  const asOfMs = state?.answeredAtMs ?? null;
  const error =
    state?.errorCode == null ? null : errorOf(state.errorCode, { department, ...retryAt(nextLookMs?.() ?? null) });
  const ageMs = asOfMs === null ? Number.POSITIVE_INFINITY : clock.now() - asOfMs;
  if (ageMs > durationMs(set.keepFor)) {
    return {
      recordSet,
      state: 'UNAVAILABLE',
      asOfMs: null,
      facts: [],
      error: error ?? new DepartmentUnavailable({ department }),
    };
  }
  const stale = error !== null || ageMs > durationMs(set.freshFor);
  return {
    recordSet,
    state: stale ? 'STALE' : 'ANSWERED',
    asOfMs,
    freshUntilMs: stale || asOfMs === null ? null : asOfMs + durationMs(set.freshFor),
    facts: facts.map(({ fact }) => fact),
    error: stale ? (error ?? new DepartmentUnavailable({ department })) : null,
  };
}

/** The failure as it was when it was written down; its cause stayed in the log of that time. */
function errorOf(code: string, facts: errors.DepartmentFacts): Error {
  const classes = [
    errors.DepartmentUnavailable,
    errors.DepartmentBusy,
    errors.DepartmentMaintenance,
    errors.DepartmentAnswerInvalid,
    errors.DepartmentRefused,
  ];
  return classes.map((one) => new one(facts)).find((error) => error.code === code) ?? new DepartmentUnavailable(facts);
}

function retryAt(ms: number | null): { readonly retryAt?: string } {
  return ms === null ? {} : { retryAt: new Date(ms).toISOString() };
}
