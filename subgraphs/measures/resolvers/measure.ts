import { openMatters } from '../matters.ts';
import { isOverdue, reckonedAgain, type Due } from '../rules/deadlines.ts';
import type { Matter } from '../state/escalation.ts';
import { isInForce, type Measure, type Restoration } from '../state/measure.ts';
import type { Objection } from '../state/objection.ts';
import type { Repair } from '../state/repair.ts';
import type { ImplementationNode } from './order.ts';
import type { MeasuresContext } from './request-context.ts';

/** What a measure has whatever its status. */
const facts = [
  'measureId',
  'item',
  'initiatedAt',
  'determination',
  'sourceRecord',
  'cause',
  'proportionality',
  'evidence',
  'term',
  'inForceSince',
  'objections',
  'consultations',
  'repairs',
  'escalations',
] as const;

export const measureResolvers = {
  Measure: {
    ...Object.fromEntries(facts.map((name) => [name, (measure: Measure) => measure.facts[name]])),
    organisation: ({ facts }: Measure) => ({ creditCode: facts.creditCode }),
    sourceConfirmed: ({ facts }: Measure) => facts.sourceConfirmed ?? null,
    kind: ({ facts }: Measure) => facts.item.kind,
    initiatingDepartment: ({ facts }: Measure) => facts.initiator,
    inForce: (measure: Measure, _: unknown, { today }: MeasuresContext) => isInForce(measure, today),
    suspendedSince: (measure: Measure) => (measure.status === 'SUSPENDED' ? measure.since : null),
    liftReason: (measure: Measure) => (measure.status === 'LIFTED' ? measure.reason : null),
    liftedAt: (measure: Measure) => (measure.status === 'LIFTED' ? measure.liftedAt : null),
    revokedReason: (measure: Measure) => (measure.status === 'REVOKED' ? measure.reason : null),
    revokedAt: (measure: Measure) => (measure.status === 'REVOKED' ? measure.revokedAt : null),
    restoration: (measure: Measure) => (measure.status === 'REVOKED' ? measure.restoration : null),
    implementations: (measure: Measure): ImplementationNode[] =>
      measure.facts.implementations.map((implementation) => ({ implementation, measure })),
    openMatters,
    events: ({ facts }: Measure, _: unknown, { loaders }: MeasuresContext) => loaders.events.load(facts.measureId),
  },
  // Holidays announced since a provisional deadline was told move it.
  Due: {
    on: (due: Due, _: unknown, { reckoning }: MeasuresContext) => reckonedAgain(due, reckoning).on,
    provisional: (due: Due, _: unknown, { reckoning }: MeasuresContext) => reckonedAgain(due, reckoning).provisional,
  },
  OpenMatter: {
    overdue: ({ due }: Matter, _: unknown, { reckoning, today }: MeasuresContext) =>
      isOverdue(reckonedAgain(due, reckoning), today),
  },
  Restoration: {
    evidence: (restoration: Restoration) => (restoration.status === 'CLOSED' ? restoration.evidence : []),
  },
  Objection: {
    rejectedReason: (objection: Objection) => (objection.status === 'REJECTED' ? objection.reason : null),
  },
  CreditRepair: {
    gaps: (repair: Repair) => (repair.status === 'REFUSED' ? repair.gaps : []),
  },
};
