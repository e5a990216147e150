import fc from 'fast-check';
import type { Caller } from '../../subgraphs/measures/state/caller.ts';
import type { MeasureModel } from './measure-model.ts';
import { attempts, conclusions, decisions, ordersOf, pick, type Attempt } from './measure-rules.ts';
import {
  coordinator,
  decided,
  declined,
  evidence,
  gateway,
  implemented,
  objection,
  officer,
  organisation,
  otherSubject,
  type Said,
} from './measure-story.ts';

export const departments = ['finance', 'housing-construction', 'environment'];
export const actors: readonly Caller[] = [
  ...['human-resources', 'court', ...departments, 'health'].map(officer),
  coordinator,
  organisation,
  { role: 'representative', creditCode: otherSubject, id: 'r-2' },
  { role: 'supervisor', id: 's-1' },
  { role: 'operator', id: 'o-1' },
  gateway,
];
/** How the model calls a caller; the organisation itself is `own`. */
export const nameOf = (by: Caller): string => {
  if (by === organisation) return 'own';
  return by.role === 'officer' ? by.department : by.role;
};

export interface Move extends Attempt {
  /** Index into `actors`; null: whoever may. */
  readonly actor: number | null;
  readonly days: number;
}

/** What departments do all day. The other moves end measures quickly, and are therefore rarer. */
const daily = [
  'markDelivered',
  'acknowledgeOrder',
  'reportImplemented',
  'reportImplemented',
  'reportDeclined',
  'concludeConsultation',
  'fileObjection',
  'acceptObjection',
  'decideObjection',
  'applyForRepair',
  'acceptRepair',
  'decideRepair',
  'completeRestoration',
] as const;

export const move: fc.Arbitrary<Move> = fc.record({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...daily) },
    { weight: 1, arbitrary: fc.constantFrom(...attempts) },
  ),
  target: fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(23) }),
  way: fc.nat(11),
  actor: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(actors.length - 1) }),
  days: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 3, 25) }),
});

/** How a walk ends, so that it is always seen who is told of the end. */
export const lastMove: fc.Arbitrary<Move> = fc.record({
  type: fc.constantFrom('withdrawMeasure', 'revokeAsError'),
  target: fc.constant(0),
  way: fc.constant(0),
  actor: fc.constant(null),
  days: fc.constantFrom(0, 400),
});

/** Whose the step is, told a second time. */
export function whoMay(model: MeasureModel, { type, target }: Attempt): readonly string[] {
  switch (type) {
    case 'markDelivered':
    case 'expireTerm':
    case 'escalate':
      return ['gateway'];
    case 'acknowledgeOrder':
    case 'reportImplemented':
    case 'reportDeclined':
      return [pick(ordersOf(model), target)!.thing.name];
    case 'raiseDoubt':
      return departments;
    case 'requestConsultation':
      return ['court', 'human-resources', ...departments];
    case 'concludeConsultation':
      return ['coordinator'];
    case 'fileObjection':
      return ['own'];
    case 'withdrawObjection': {
      const found = pick(model.objections, target)?.thing;
      return found === undefined ? [] : [found.by];
    }
    case 'applyForRepair':
      return ['own', 'coordinator'];
    case 'withdrawMeasure':
      return ['human-resources'];
    case 'revokeAsError':
      return ['human-resources', 'court'];
    default:
      return ['court'];
  }
}

export function said(model: MeasureModel, { type, target, way }: Attempt, today: string): Said {
  const found = pick(ordersOf(model), target)!.thing;
  const orderId = `m-1.${found.name}.${found.at + 1}`;
  const objectionId = `m-1.objection.${(pick(model.objections, target)?.at ?? 0) + 1}`;
  const repairId = `m-1.repair.${(pick(model.repairs, target)?.at ?? 0) + 1}`;
  const consultationId = `m-1.consultation.${(pick(model.consultations, target)?.at ?? 0) + 1}`;
  const { origin: _, ...complaint } = objection;
  const decision = decisions[way % 6]!;
  const conditions = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: true };
  const table: Record<Attempt['type'], Said> = {
    withdrawMeasure: { type: 'withdrawMeasure', reason: '情况变化' },
    markDelivered: { type: 'markDelivered', orderId },
    acknowledgeOrder: { type: 'acknowledgeOrder', orderId },
    reportImplemented: implemented(orderId, today),
    reportDeclined: declined(orderId),
    raiseDoubt: { ...complaint, type: 'raiseDoubt' },
    requestConsultation: { type: 'requestConsultation', question: '是否重复' },
    concludeConsultation: {
      type: 'concludeConsultation',
      consultationId,
      outcome: conclusions[way % 3]!,
      reasons: '结论',
    },
    fileObjection: objection,
    acceptObjection: { type: 'acceptObjection', objectionId, stay: null },
    rejectObjection: { type: 'rejectObjection', objectionId, reason: '重复' },
    withdrawObjection: { type: 'withdrawObjection', objectionId },
    decideObjection: decided(
      objectionId,
      decision === 'KEPT' || decision === 'LIFTED'
        ? { outcome: 'CORRECTED', correction: '更正', effect: { kind: decision } }
        : { outcome: decision },
    ),
    applyForRepair: {
      type: 'applyForRepair',
      materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] },
    },
    acceptRepair: { type: 'acceptRepair', repairId },
    refuseRepair: { type: 'refuseRepair', repairId, gaps: ['缺少材料'], falseMaterial: false },
    decideRepair: {
      type: 'decideRepair',
      repairId,
      reasons: '理由',
      decision: way % 3 === 0 ? { outcome: 'GRANTED', conditions } : { outcome: 'DENIED', falseMaterial: false },
    },
    revokeAsError: { type: 'revokeAsError', reason: '错误', evidence: [evidence] },
    completeRestoration: { type: 'completeRestoration', statement: '已恢复', evidence: [evidence] },
    expireTerm: { type: 'expireTerm' },
    escalate: { type: 'escalate' },
  };
  return table[type];
}
