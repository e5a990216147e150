import { ArgumentInvalid } from '../../../schema/errors.ts';
import { screeningWorker, type ScreeningReport } from '../../../schema/screening-work.ts';
import { localDay } from '../../connector/timetable.ts';
import { requireCaller, requireDecider } from '../callers.ts';
import type { EligibilityContext } from '../context.ts';
import type { EligibilityParts } from '../eligibility-parts.ts';
import { readCode, readDay, readKey, readMatter } from '../input.ts';
import { refuse } from '../refusals.ts';
import { inPayload } from '../user-errors.ts';
import { estimateEndMs } from './estimate.ts';
import { findScreening, readResults, type ScreeningKept } from './read.ts';
import { cancelScreening, keepScreening } from './start.ts';
import { claimScreening, settleScreening } from './work.ts';

interface Input {
  readonly idempotencyKey: string;
  readonly matter: string;
  readonly on?: string | null;
  readonly creditCodes: readonly unknown[];
}

const mostOrganisations = 10_000;
const mostResults = 500;

export function screeningResolvers(parts: EligibilityParts) {
  const { clock, database } = parts;
  return {
    Query: {
      screening: async (_: unknown, { id }: { readonly id: string }, { caller }: EligibilityContext) =>
        ownScreening(parts, id, requireCaller(caller).id),
    },
    Mutation: {
      startScreening: start(parts),
      cancelScreening: (_: unknown, { id }: { readonly id: string }, context: EligibilityContext) => {
        const caller = requireDecider(context.caller);
        return inPayload('screening', async () => {
          if ((await ownScreening(parts, id, caller.id)) === null) return refuse('SCREENING_NOT_FOUND', 'id');
          await cancelScreening(database, id, clock.now());
          return await ownScreening(parts, id, caller.id);
        });
      },
      claimScreening: async (_: unknown, { most }: { readonly most: number }, context: EligibilityContext) => {
        requireWorker(context);
        return JSON.stringify(await claimScreening(database, { most, nowMs: clock.now() }));
      },
      settleScreening: async (_: unknown, { report }: { readonly report: string }, context: EligibilityContext) => {
        requireWorker(context);
        await settleScreening(database, JSON.parse(report) as ScreeningReport, clock.now());
        return true;
      },
    },
    Screening: { estimatedEndAt: estimatedEnd(parts), results: results(parts) },
  };
}

/** Gateways only: no client reaches these fields, and who reaches the host by itself is not this caller. */
function requireWorker({ caller }: EligibilityContext): void {
  if (caller?.role !== 'operator' || caller.id !== screeningWorker) refuse('ACTION_NOT_ALLOWED');
}

/** Batches are shown to who handed them in; another's is no different from none. */
async function ownScreening({ database }: EligibilityParts, id: string, callerId: string) {
  const found = await findScreening(database, id);
  return found?.callerId === callerId ? found : null;
}

function start(parts: EligibilityParts) {
  const { clock, database, matters, newId } = parts;
  return (_: unknown, { input }: { readonly input: Input }, context: EligibilityContext) => {
    const caller = requireDecider(context.caller);
    return inPayload('screening', async () => {
      const { creditCodes, idempotencyKey, ...said } = input;
      if (creditCodes.length === 0 || creditCodes.length > mostOrganisations)
        return refuse('SCREENING_SIZE_INVALID', 'creditCodes');
      const nowMs = clock.now();
      const codes = [...new Set(creditCodes.map(readCode))];
      const jobId = await keepScreening(database, {
        jobId: newId(),
        caller,
        idempotencyKey: readKey(idempotencyKey),
        said: { ...said, creditCodes: codes },
        matter: readMatter(input.matter, matters).code,
        on: readDay(input.on, localDay(nowMs)),
        creditCodes: codes,
        atMs: nowMs,
      });
      return await ownScreening(parts, jobId, caller.id);
    });
  };
}

/** Only departments that some host is connected to are waited for. */
function estimatedEnd({ batchShare, clock, database, limits }: EligibilityParts) {
  return async ({ done, failed, of, state }: ScreeningKept): Promise<string | null> => {
    if (state !== 'RUNNING') return null;
    const nowMs = clock.now();
    const rows = await database.query<{ department: string; used: number }>(
      `SELECT s.department, CASE WHEN c.day = $1 THEN c.batch_day_calls ELSE 0 END AS used
       FROM department_state s LEFT JOIN department_calls c USING (department) WHERE s.connected`,
      [localDay(nowMs)],
    );
    const used = new Map(rows.map((row) => [row.department, row.used]));
    const endMs = estimateEndMs(
      limits.filter(({ department }) => used.has(department)),
      {
        nowMs,
        organisations: of - done - failed,
        share: batchShare,
        usedTodayOf: (department) => used.get(department) ?? 0,
      },
    );
    return endMs === null ? null : new Date(endMs).toISOString();
  };
}

interface Page {
  readonly first: number;
  readonly after?: string | null;
}

function results({ database }: EligibilityParts) {
  return async ({ id }: ScreeningKept, { after, first }: Page, { sight }: EligibilityContext) => {
    if (first < 1 || first > mostResults)
      throw new ArgumentInvalid('`first` is out of range.', `Give 1 to ${mostResults}.`, { argument: 'first' });
    const from = after == null ? 0 : Number(after);
    if (!Number.isSafeInteger(from) || from < 0)
      throw new ArgumentInvalid('`after` is no cursor.', 'Give an `endCursor` as it was.', { argument: 'after' });
    const found = await readResults(database, id, { after: from, most: first + 1, sight });
    const page = found.slice(0, first);
    const endCursor = page.at(-1)?.position.toString() ?? null;
    return {
      edges: page.map((node) => ({ cursor: String(node.position), node })),
      pageInfo: { hasNextPage: found.length > first, endCursor },
    };
  };
}
