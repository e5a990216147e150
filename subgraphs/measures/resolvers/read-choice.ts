import type {
  AcceptObjection,
  DecideObjection,
  DecideRepair,
  ObjectionDecision,
  Outcome,
  RepairDecision,
} from '../commands.ts';
import { Input } from '../decisions/input.ts';
import type { Evidence } from '../state/document.ts';
import type { CorrectionEffect, ObjectionOutcome, Stay } from '../state/objection.ts';
import type { RepairConditions } from '../state/repair.ts';
import { dayText, dayTextOrNull } from './readable-input.ts';

interface OutcomeInput {
  readonly orderId: string;
  readonly implemented?: { readonly doneOn: unknown; readonly evidence: readonly Evidence[] } | null;
  readonly declined?: { readonly reason: string } | null;
}

/** @throws MeasureRefused COMMAND_INVALID */
export function readOutcome({ orderId, implemented, declined }: OutcomeInput): { orderId: string; outcome: Outcome } {
  requireOne({ implemented, declined });
  const outcome: Outcome =
    implemented == null
      ? { kind: 'DECLINED', reason: declined!.reason }
      : { kind: 'IMPLEMENTED', doneOn: dayText(implemented.doneOn), evidence: implemented.evidence };
  return { orderId, outcome };
}

interface StayInput {
  readonly objectionId: string;
  readonly stay?: (Omit<Stay, 'decidedOn'> & { readonly decidedOn: unknown }) | null;
}

export function readStay({ objectionId, stay }: StayInput): Pick<AcceptObjection, 'objectionId' | 'stay'> {
  return { objectionId, stay: stay == null ? null : { ...stay, decidedOn: dayText(stay.decidedOn) } };
}

interface ObjectionDecisionInput extends Pick<DecideObjection, 'objectionId' | 'reasons' | 'evidence'> {
  readonly decision: ObjectionOutcome;
  readonly correction?: string | null;
  readonly effect?: { readonly kind: CorrectionEffect['kind']; readonly endsOn?: unknown } | null;
}

/** @throws MeasureRefused COMMAND_INVALID when correction and effect do not go with the decision */
export function readObjectionDecision(input: ObjectionDecisionInput) {
  const { objectionId, reasons, evidence } = input;
  return { objectionId, decision: decisionOf(input), reasons, evidence };
}

function decisionOf({ decision, correction, effect }: ObjectionDecisionInput): ObjectionDecision {
  const input = new Input();
  const wanted = decision === 'CORRECTED';
  for (const [name, value] of Object.entries({ correction, effect })) {
    if (wanted && value == null) input.fault(name, 'is missing: CORRECTED needs it');
    if (!wanted && value != null) input.fault(name, `does not go with ${decision}`);
  }
  if (effect != null && wanted && (effect.kind === 'REDUCED') !== (effect.endsOn != null))
    input.fault('effect.endsOn', 'goes with REDUCED, and REDUCED with nothing else');
  input.settle();
  if (decision !== 'CORRECTED') return { outcome: decision };
  return { outcome: decision, correction: correction!, effect: effectOf(effect!) };
}

function effectOf({ kind, endsOn }: NonNullable<ObjectionDecisionInput['effect']>): CorrectionEffect {
  return kind === 'REDUCED' ? { kind, endsOn: dayTextOrNull(endsOn)! } : { kind };
}

interface RepairDecisionInput extends Pick<DecideRepair, 'repairId' | 'reasons'> {
  readonly granted?: RepairConditions | null;
  readonly denied?: { readonly falseMaterial: boolean } | null;
}

/** @throws MeasureRefused COMMAND_INVALID */
export function readRepairDecision({ repairId, granted, denied, reasons }: RepairDecisionInput) {
  requireOne({ granted, denied });
  const decision: RepairDecision =
    granted == null
      ? { outcome: 'DENIED', falseMaterial: denied!.falseMaterial }
      : { outcome: 'GRANTED', conditions: { ...granted } };
  return { repairId, decision, reasons };
}

/** Of two ways exactly one. @throws MeasureRefused COMMAND_INVALID */
function requireOne(ways: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(ways);
  const given = names.filter((name) => ways[name] != null);
  if (given.length === 1) return;
  const input = new Input();
  input.fault(names.join(', '), given.length === 0 ? 'none is given: give one of them' : 'give only one of them');
  input.settle();
}
