import type { MeasureEvent } from '../../measures/events.ts';
import type { Due } from '../../measures/rules/deadlines.ts';
import type { ObjectionOutcome } from '../../measures/state/objection.ts';

export interface ObjectionTrace {
  readonly objectionId: string;
  readonly filedAt: string;
  /** The last that was set; null: not accepted. */
  readonly answerBy: Due | null;
  /** Null: neither decided nor rejected. `outcome` null: rejected on form. */
  readonly answer: { readonly at: string; readonly outcome: ObjectionOutcome | null } | null;
}

export function traceObjections(events: readonly MeasureEvent[]): readonly ObjectionTrace[] {
  const objections = new Map<string, ObjectionTrace>();
  const change = (objectionId: string, changes: Partial<ObjectionTrace>) => {
    const objection = objections.get(objectionId);
    if (objection !== undefined) objections.set(objectionId, { ...objection, ...changes });
  };
  for (const event of events) {
    switch (event.type) {
      case 'ObjectionFiled': {
        const { at, objectionId } = event;
        objections.set(objectionId, { objectionId, filedAt: at, answerBy: null, answer: null });
        break;
      }
      case 'ObjectionAccepted':
      case 'ObjectionExtended':
        change(event.objectionId, { answerBy: event.answerBy });
        break;
      case 'ObjectionRejected':
        change(event.objectionId, { answer: { at: event.at, outcome: null } });
        break;
      case 'ObjectionDecided':
        change(event.objectionId, { answer: { at: event.at, outcome: event.outcome } });
        break;
      default:
    }
  }
  return [...objections.values()];
}
