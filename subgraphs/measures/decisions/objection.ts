import type { AcceptObjection, DecideObjection, ExtendObjection, ObjectionDecision } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter, isOverdue, reckonedAgain } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import type { Evidence } from '../state/document.ts';
import { isRunning, type Measure } from '../state/measure.ts';
import type { CorrectionEffect, Objection, Stay } from '../state/objection.ts';
import { Input, readText } from './input.ts';
import type { Giving } from './issue-orders.ts';
import { lift, revoke } from './ending.ts';
import { requireObjection } from './objection-filing.ts';
import { release, suspend } from './suspension.ts';
import { requireWithin } from './term-bounds.ts';

/** The determining department takes it up: the measure is suspended everywhere until it has decided. */
export function acceptObjection(command: AcceptObjection, measure: Measure, context: Context): readonly MeasureEvent[] {
  const { objectionId } = requireObjection(measure, command.objectionId, ['SUBMITTED']);
  const { item, determination } = measure.facts;
  const stay = readStay(command.stay);
  const suspends = isRunning(measure) && (item.objectionSuspends || stay !== null);
  const stamp = stampOf(command);
  const { department } = determination;
  const answerBy = dueAfter(localDay(command.at), { rule: 'OBJECTION_ANSWER', department }, context);
  return [
    { ...stamp, type: 'ObjectionAccepted', objectionId, suspends, stay, answerBy },
    ...(suspends ? suspend(measure, { stamp, reckoning: context }) : []),
  ];
}

function readStay(stay: Stay | null): Stay | null {
  if (stay === null) return null;
  const input = new Input();
  const read = {
    authority: input.text('stay.authority', stay.authority),
    documentNumber: input.text('stay.documentNumber', stay.documentNumber),
    decidedOn: input.day('stay.decidedOn', stay.decidedOn),
  };
  input.settle();
  return read;
}

/** Once, while the period runs: an inspection or appraisal is needed. */
export function extendObjection(command: ExtendObjection, measure: Measure, context: Context): readonly MeasureEvent[] {
  const objection = requireObjection(measure, command.objectionId, ['ACCEPTED']);
  const answerBy = reckonedAgain(objection.answerBy, context);
  if (objection.extended || isOverdue(answerBy, localDay(command.at))) refuse('EXTENSION_NOT_POSSIBLE');
  const { department } = measure.facts.determination;
  return [
    {
      ...stampOf(command),
      type: 'ObjectionExtended',
      objectionId: objection.objectionId,
      reason: readText('reason', command.reason),
      answerBy: dueAfter(answerBy.on, { rule: 'OBJECTION_EXTEND', department }, context),
    },
  ];
}

/** The answer, with reasons, and what follows from it for the measure. */
export function decideObjection(command: DecideObjection, measure: Measure, context: Context): readonly MeasureEvent[] {
  const objection = requireObjection(measure, command.objectionId, ['ACCEPTED']);
  const { decision } = command;
  const input = new Input();
  const reasons = input.text('reasons', command.reasons);
  const evidence = input.documents('evidence', command.evidence);
  const correction = decision.outcome === 'CORRECTED' ? input.text('correction', decision.correction) : null;
  input.settle();
  const effect = decision.outcome === 'CORRECTED' ? decision.effect : null;
  if (effect?.kind === 'REDUCED') requireReducible(measure, effect.endsOn, localDay(command.at));
  const stamp = stampOf(command);
  const { outcome } = decision;
  const { objectionId } = objection;
  const dues = duesOf(command, measure, context);
  return [
    { ...stamp, type: 'ObjectionDecided', objectionId, outcome, correction, effect, reasons, evidence, ...dues },
    ...consequences(decision, { objection, measure, reasons, evidence }, { stamp, reckoning: context }),
  ];
}

function duesOf({ at, decision }: DecideObjection, { facts }: Measure, context: Context) {
  const { department } = facts.determination;
  const today = localDay(at);
  const correctBy = dueAfter(today, { rule: 'OBJECTION_CORRECT', department }, context);
  return {
    tellBy: dueAfter(today, { rule: 'OBJECTOR_TELL', department }, context),
    correctBy: decision.outcome === 'UPHELD_RECORD' ? null : correctBy,
  };
}

interface Decided {
  readonly objection: Objection;
  readonly measure: Measure;
  readonly reasons: string;
  readonly evidence: readonly Evidence[];
}

function consequences(decision: ObjectionDecision, decided: Decided, giving: Giving): readonly MeasureEvent[] {
  const { objection, measure, reasons, evidence } = decided;
  switch (decision.outcome) {
    case 'UPHELD_RECORD':
      return release(objection, measure, giving);
    case 'CORRECTED':
      return corrected(decision.effect, decided, giving);
    case 'WITHDRAWN':
      return revoke(measure, { reason: reasons, evidence }, giving);
    default:
      return decision satisfies never;
  }
}

/** No order tells of an earlier end: the order to lift comes on its day, and one to resume carries the new term. */
function corrected(effect: CorrectionEffect, decided: Decided, giving: Giving): readonly MeasureEvent[] {
  const { objection, measure, reasons } = decided;
  const before = measure.facts.term;
  switch (effect.kind) {
    case 'KEPT':
      return release(objection, measure, giving);
    case 'REDUCED': {
      const after = { startsOn: before.startsOn, endsOn: effect.endsOn };
      const reduced = { ...giving.stamp, type: 'TermReduced', before, after } as const;
      return [reduced, ...release(objection, measure, giving)];
    }
    case 'LIFTED':
      return isRunning(measure) ? lift(measure, { reason: 'CORRECTED', note: reasons }, giving) : [];
    default:
      return effect satisfies never;
  }
}

function requireReducible(measure: Measure, endsOn: string, today: string): void {
  if (!isRunning(measure)) refuse('MEASURE_NOT_RUNNING');
  const { term, item } = measure.facts;
  const input = new Input();
  if (input.day('effect.endsOn', endsOn) < today) input.fault('effect.endsOn', 'is over: lift the measure instead');
  if (term.endsOn !== null && endsOn >= term.endsOn)
    input.fault('effect.endsOn', 'is no earlier than the term ends now');
  input.settle();
  requireWithin(term.startsOn, endsOn, item.term);
}
