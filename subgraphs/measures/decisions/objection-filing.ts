import type { FileObjection, RaiseDoubt, RejectObjection, WithdrawObjection } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent, ObjectionEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import { isRunning, type Measure } from '../state/measure.ts';
import type { Objection } from '../state/objection.ts';
import { objectionId } from './ids.ts';
import { Input, readText } from './input.ts';
import { release } from './suspension.ts';

/**
 * An objection reaches the determining department. Also after the measure has ended: what was wrong is put right.
 * Nothing is suspended before it is accepted.
 */
export function fileObjection(command: FileObjection, measure: Measure, context: Context): readonly ObjectionEvent[] {
  if (measure.status === 'REVOKED') refuse('MEASURE_REVOKED');
  return [filed(command, measure, { context, origin: command.origin, heldBy: null })];
}

/** An implementer doubts what it is told to do: the determining department verifies, and its own order waits. */
export function raiseDoubt(command: RaiseDoubt, measure: Measure, context: Context): readonly ObjectionEvent[] {
  const { by } = command;
  if (by.role !== 'officer') return refuse('ACTION_NOT_ALLOWED');
  if (!isRunning(measure)) refuse('MEASURE_NOT_RUNNING');
  return [filed(command, measure, { context, origin: 'FOUND_BY_DEPARTMENT', heldBy: by.department })];
}

function filed(
  command: FileObjection | RaiseDoubt,
  { facts }: Measure,
  { context, origin, heldBy }: Pick<Objection, 'origin' | 'heldBy'> & { readonly context: Context },
): ObjectionEvent {
  const input = new Input();
  const statement = input.text('statement', command.statement);
  const evidence = input.documents('evidence', command.evidence);
  input.settle();
  const { department } = facts.determination;
  return {
    ...stampOf(command),
    type: 'ObjectionFiled',
    objectionId: objectionId(facts),
    origin,
    department: command.by.role === 'officer' ? command.by.department : null,
    ground: command.ground,
    statement,
    evidence,
    heldBy,
    acceptBy: dueAfter(localDay(command.at), { rule: 'OBJECTION_MARK', department }, context),
  };
}

/** Refused on form: not about this measure, not from who may object, nothing to verify. */
export function rejectObjection(command: RejectObjection, measure: Measure): readonly ObjectionEvent[] {
  const { objectionId: id } = requireObjection(measure, command.objectionId, ['SUBMITTED']);
  const reason = readText('reason', command.reason);
  return [{ ...stampOf(command), type: 'ObjectionRejected', objectionId: id, reason }];
}

/** Who objected takes it back; if nothing else suspends the measure, it goes on. */
export function withdrawObjection(
  command: WithdrawObjection,
  measure: Measure,
  context: Context,
): readonly MeasureEvent[] {
  const objection = requireObjection(measure, command.objectionId, ['SUBMITTED', 'ACCEPTED']);
  const stamp = stampOf(command);
  return [
    { ...stamp, type: 'ObjectionWithdrawn', objectionId: objection.objectionId },
    ...release(objection, measure, { stamp, reckoning: context }),
  ];
}

/** @throws MeasureRefused OBJECTION_NOT_FOUND, OBJECTION_NOT_IN_STATE */
export function requireObjection<Status extends Objection['status']>(
  { facts }: Measure,
  id: string,
  statuses: readonly Status[],
): Extract<Objection, { status: Status }> {
  const objection = facts.objections.find((one) => one.objectionId === id);
  if (objection === undefined) return refuse('OBJECTION_NOT_FOUND');
  if (!isIn(objection, statuses)) return refuse('OBJECTION_NOT_IN_STATE', { status: objection.status });
  return objection;
}

function isIn<Status extends Objection['status']>(
  objection: Objection,
  statuses: readonly Status[],
): objection is Extract<Objection, { status: Status }> {
  return statuses.some((status) => status === objection.status);
}
