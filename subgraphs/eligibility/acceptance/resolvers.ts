import type { Caller } from '../../../schema/caller.ts';
import { ArgumentInvalid } from '../../../schema/errors.ts';
import { localDay } from '../../connector/timetable.ts';
import { mayRead, requireCaller, requireDecider } from '../callers.ts';
import type { EligibilityContext } from '../context.ts';
import { findDecision } from '../decisions/decisions.ts';
import { readReceipt } from '../decisions/receipt.ts';
import type { EligibilityParts } from '../eligibility-parts.ts';
import { readCode, readKey, readMatter } from '../input.ts';
import { refuse } from '../refusals.ts';
import { inPayload } from '../user-errors.ts';
import type { Handling, Undertaking } from './acceptance.ts';
import type { AcceptanceCommand, DecisionSeen } from './commands.ts';
import { shownAcceptance } from './shown.ts';
import { carryOut, findAcceptance, findWaiting } from './store.ts';

interface Keyed {
  readonly idempotencyKey: string;
}
interface AboutOne extends Keyed {
  readonly acceptanceId: string;
}
interface AcceptInput extends Keyed {
  readonly creditCode: unknown;
  readonly matter: string;
  readonly caseNumber: string;
  readonly receipt: string;
  readonly grounds?: string | null;
  readonly missing: readonly string[];
  readonly undertaking: Undertaking;
}

type Stamp = Pick<AcceptanceCommand, 'by' | 'at' | 'today'>;
type Said = AcceptanceCommand extends infer Command
  ? Command extends unknown
    ? Omit<Command, keyof Stamp>
    : never
  : never;

export function acceptanceResolvers(parts: EligibilityParts) {
  return {
    Query: { acceptance: showAcceptance(parts), acceptanceWorklist: listWaiting(parts) },
    Mutation: {
      acceptWithGaps: command(parts, (input: AcceptInput) => accept(input, parts)),
      supplementDocuments: command(
        parts,
        async (input: AboutOne & { documents: readonly { material: string; sha256: string }[] }) =>
          about(input, { type: 'supplement', documents: input.documents.map((one) => ({ ...one })) }),
      ),
      issueAfterSupplement: command(parts, async (input: AboutOne & { documentNumber: string }) =>
        about(input, { type: 'issue', documentNumber: input.documentNumber }),
      ),
      terminateAcceptance: command(parts, async (input: AboutOne & { handling: Handling; reason: string }) =>
        about(input, { type: 'terminate', handling: input.handling, reason: input.reason }),
      ),
    },
  };
}

interface Given {
  readonly acceptanceId: string;
  readonly said: Said;
}

function about({ acceptanceId }: AboutOne, said: Said): Given {
  return { acceptanceId, said };
}

/** A mutation: who may give commands at all, what this one is, and what it brought about. */
function command<Input extends Keyed>({ clock, database }: EligibilityParts, read: (input: Input) => Promise<Given>) {
  return (_: unknown, { input }: { readonly input: Input }, context: EligibilityContext) => {
    const by = requireDecider(context.caller);
    return inPayload('acceptance', async () => {
      const { idempotencyKey, ...words } = input;
      const key = { callerId: by.id, idempotencyKey: readKey(idempotencyKey), said: words };
      const { acceptanceId, said } = await read(input);
      const nowMs = clock.now();
      const stamp: Stamp = { by, at: new Date(nowMs).toISOString(), today: localDay(nowMs) };
      return shownAcceptance(await carryOut(database, acceptanceId, { ...said, ...stamp }, key), nowMs);
    });
  };
}

async function accept(input: AcceptInput, parts: EligibilityParts): Promise<Given> {
  const acceptanceId = parts.newId();
  const said: Said = {
    type: 'acceptWithGaps',
    acceptanceId,
    creditCode: readCode(input.creditCode),
    matter: readMatter(input.matter, parts.matters),
    caseNumber: input.caseNumber,
    missing: input.missing,
    decision: await decisionOf(input.receipt, parts),
    grounds: input.grounds ?? null,
    undertaking: input.undertaking,
  };
  return { acceptanceId, said };
}

async function decisionOf(typed: string, { database }: EligibilityParts): Promise<DecisionSeen> {
  const receipt = readReceipt(typed) ?? refuse('RECEIPT_INVALID', 'receipt');
  const decision = await findDecision(database, 'receipt', receipt);
  if (decision === null) return refuse('DECISION_NOT_USABLE', 'receipt');
  const { creditCode, decidedAt, evidence, outcome } = decision;
  return {
    receipt,
    creditCode,
    matter: evidence.matter.code,
    verdict: outcome.verdict,
    decidedOn: localDay(Date.parse(decidedAt)),
  };
}

function showAcceptance({ clock, database }: EligibilityParts) {
  return async (_: unknown, { id }: { readonly id: string }, { caller }: EligibilityContext) => {
    const known = requireCaller(caller);
    const kept = await findAcceptance(database, id);
    return kept === null || !mayRead(known, kept.facts.creditCode) ? null : shownAcceptance(kept, clock.now());
  };
}

const mostListed = 500;

function listWaiting({ clock, database }: EligibilityParts) {
  return async (
    _: unknown,
    { department = null, first }: { readonly department?: string | null; readonly first: number },
    { caller }: EligibilityContext,
  ) => {
    if (first < 1 || first > mostListed) {
      throw new ArgumentInvalid(`first is not from 1 to ${mostListed}.`, 'Ask for fewer.', { argument: 'first' });
    }
    const mine = scopeOf(requireCaller(caller), department);
    const waiting = await findWaiting(database, { ...mine, most: first });
    return waiting.map((one) => shownAcceptance(one, clock.now()));
  };
}

/** An officer sees the list of the own department, a representative that of the own organisation. */
function scopeOf(caller: Caller, department: string | null) {
  if (caller.role === 'representative') return { department, creditCode: caller.creditCode };
  if (caller.role !== 'officer') return { department, creditCode: null };
  if (department !== null && department !== caller.department) return refuse('ACTION_NOT_ALLOWED');
  return { department: caller.department, creditCode: null };
}
