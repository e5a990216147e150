import { requireAuthority } from './authority.ts';
import type { MeasureCommand } from './commands.ts';
import type { Context } from './context.ts';
import { concludeConsultation, requestConsultation } from './decisions/consultation.ts';
import { completeRestoration, expire, revokeAsError, withdrawMeasure } from './decisions/ending.ts';
import { escalate } from './decisions/escalation.ts';
import { initiate } from './decisions/initiation.ts';
import { fileObjection, raiseDoubt, rejectObjection, withdrawObjection } from './decisions/objection-filing.ts';
import { acceptObjection, decideObjection, extendObjection } from './decisions/objection.ts';
import { acknowledge, markDelivered, report } from './decisions/orders.ts';
import { acceptRepair, applyForRepair, decideRepair, extendRepair, refuseRepair } from './decisions/repair.ts';
import type { MeasureEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { refuse } from './refusals.ts';
import type { Measure, MeasureState } from './state/measure.ts';

/**
 * What a command brings about. Pure: the instant is in the command, everything else that it looks at in `context`.
 * No events: the command is without effect, which only timers and deliveries can be.
 * @throws MeasureRefused with a stable code; nothing has happened then.
 */
export function decide(command: MeasureCommand, state: MeasureState, context: Context): readonly MeasureEvent[] {
  if (command.type === 'initiateMeasure') return initiate(command, state, context);
  if (state.status === 'NONE') return refuse('MEASURE_NOT_FOUND');
  requireAuthority(command, state);
  const expired = expire(state, command, context);
  return [...expired, ...decideOn(command, expired.reduce(evolve, state) as Measure, context)];
}

type LaterCommand = Exclude<MeasureCommand, { type: 'initiateMeasure' }>;

function decideOn(command: LaterCommand, measure: Measure, context: Context): readonly MeasureEvent[] {
  switch (command.type) {
    case 'withdrawMeasure':
      return withdrawMeasure(command, measure, context);
    case 'markDelivered':
      return markDelivered(command, measure);
    case 'acknowledgeOrder':
      return acknowledge(command, measure);
    case 'reportOutcome':
      return report(command, measure, context);
    case 'raiseDoubt':
      return raiseDoubt(command, measure, context);
    case 'fileObjection':
      return fileObjection(command, measure, context);
    case 'acceptObjection':
      return acceptObjection(command, measure, context);
    case 'rejectObjection':
      return rejectObjection(command, measure);
    case 'extendObjection':
      return extendObjection(command, measure, context);
    case 'withdrawObjection':
      return withdrawObjection(command, measure, context);
    case 'decideObjection':
      return decideObjection(command, measure, context);
    case 'requestConsultation':
      return requestConsultation(command, measure, context);
    case 'concludeConsultation':
      return concludeConsultation(command, measure, context);
    case 'applyForRepair':
      return applyForRepair(command, measure, context);
    case 'acceptRepair':
      return acceptRepair(command, measure, context);
    case 'refuseRepair':
      return refuseRepair(command, measure, context);
    case 'extendRepair':
      return extendRepair(command, measure, context);
    case 'decideRepair':
      return decideRepair(command, measure, context);
    case 'revokeAsError':
      return revokeAsError(command, measure, context);
    case 'completeRestoration':
      return completeRestoration(command, measure);
    case 'expireTerm':
      // The term has been looked at before any command.
      return [];
    case 'escalate':
      return escalate(command, measure, context);
    default:
      return command satisfies never;
  }
}
