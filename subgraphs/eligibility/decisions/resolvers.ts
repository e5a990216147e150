import type { CreditCode } from '../../../schema/credit-code.ts';
import { ArgumentInvalid } from '../../../schema/errors.ts';
import { localDay } from '../../connector/timetable.ts';
import type { Sight } from '../../../schema/access/row-access.ts';
import { mayRead, requireCaller, requireDecider } from '../callers.ts';
import { gatherEvidence, type EligibilityContext } from '../context.ts';
import type { EligibilityParts } from '../eligibility-parts.ts';
import { evidenceFor } from '../for-caller.ts';
import type { Representation } from '../gather.ts';
import { readCode, readDay, readKey, readMatter } from '../input.ts';
import { refuse } from '../refusals.ts';
import { shownOutcome } from '../shown.ts';
import { inPayload } from '../user-errors.ts';
import { decideGreenChannel } from '../verdict/decide.ts';
import { findDecision, keepDecision, type Decision } from './decisions.ts';
import { readReceipt } from './receipt.ts';
import { findRequest, keepRequest } from './requests.ts';

interface Input {
  readonly idempotencyKey: string;
  readonly creditCode: unknown;
  readonly matter: string;
  readonly on?: string | null;
}

/** A request as the gateway hands it back, with what was required about its organisation. */
interface RequestRepresentation {
  readonly id: string;
  readonly organisation?: Representation | null;
}

export function decisionResolvers(parts: EligibilityParts) {
  return {
    Query: { greenChannelDecision: showDecision(parts) },
    Mutation: { decideGreenChannel: requestDecision(parts) },
    GreenChannelRequest: {
      __resolveReference: (representation: RequestRepresentation) => representation,
      decision: takeDecision(parts),
    },
  };
}

/** Keeps what is asked. The decision follows when the gateway has gathered the sections that it requires. */
function requestDecision({ clock, database, matters, newId }: EligibilityParts) {
  return (_: unknown, { input }: { readonly input: Input }, context: EligibilityContext) => {
    const caller = requireDecider(context.caller);
    return inPayload('request', async () => {
      const nowMs = clock.now();
      const { idempotencyKey, ...said } = input;
      const request = await keepRequest(database, {
        requestId: newId(),
        caller,
        idempotencyKey: readKey(idempotencyKey),
        creditCode: readCode(input.creditCode),
        matter: readMatter(input.matter, matters).code,
        on: readDay(input.on, localDay(nowMs)),
        said,
        atMs: nowMs,
      });
      return { id: request.requestId, organisation: { creditCode: request.creditCode } };
    });
  };
}

/** Decides once, on what the gateway has gathered, and keeps it; later reads of the same request get that. */
function takeDecision(parts: EligibilityParts) {
  const { clock, database, matters, random } = parts;
  return async ({ id, organisation }: RequestRepresentation, _: unknown, context: EligibilityContext) => {
    const caller = requireDecider(context.caller);
    const request = await findRequest(database, id);
    if (request === null || request.callerId !== caller.id) return refuse('ACTION_NOT_ALLOWED');
    const kept = await findDecision(database, 'request_id', id);
    if (kept !== null) return shownDecision(kept, context.sight);
    const nowMs = clock.now();
    const about = { matter: readMatter(request.matter, matters), on: request.on };
    // The code is the request's own: what was gathered about it cannot put another in its place.
    const gathered = { ...organisation, creditCode: request.creditCode };
    const evidence = await gatherEvidence(gathered, about, parts, context);
    const outcome = decideGreenChannel(evidence, { on: request.on, nowMs });
    const decided = { evidence, outcome, atMs: nowMs, today: localDay(nowMs) };
    return shownDecision(await keepDecision(database, request, decided, random), context.sight);
  };
}

function showDecision({ database }: EligibilityParts) {
  return async (_: unknown, { receipt: typed }: { readonly receipt: string }, context: EligibilityContext) => {
    const known = requireCaller(context.caller);
    const receipt = readReceipt(typed);
    if (receipt === null) {
      throw new ArgumentInvalid(
        'This is no receipt number.',
        'Check it character by character; its last one is a check.',
        {
          argument: 'receipt',
        },
      );
    }
    const decision = await findDecision(database, 'receipt', receipt);
    return decision === null || !mayRead(known, decision.creditCode) ? null : shownDecision(decision, context.sight);
  };
}

/** A decision rests on all records; outcome and evidence are shown as far as whoever asks now may see them. */
function shownDecision(
  { askedBy, creditCode, decidedAt, evidence, on, outcome, receipt, ...kept }: Decision,
  sight: Sight,
): { readonly creditCode: CreditCode } & Record<string, unknown> {
  const { shown: part, withheld } = evidenceFor(evidence, sight);
  return {
    receipt,
    creditCode,
    decidedAt,
    decidedBy: askedBy,
    outcome: shownOutcome(outcome, evidence, { on, sight }),
    evidence:
      part === null
        ? { sha256: kept.evidenceSha256, content: kept.evidenceText, withheld }
        : { sha256: null, content: part, withheld },
  };
}
