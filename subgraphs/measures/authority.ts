import type { CommandType, FileObjection, MeasureCommand } from './commands.ts';
import { refuse } from './refusals.ts';
import type { Measure, MeasureFacts } from './state/measure.ts';
import type { Caller } from './state/caller.ts';
import type { ObjectionOrigin } from './state/objection.ts';

/**
 * In what capacity a caller can stand towards one measure. ORDERED: the department whose order the command names.
 * OBJECTOR: who filed the objection that the command names. SUBJECT: the organisation. GATEWAY: its timers.
 */
export type Capacity =
  'INITIATOR' | 'DETERMINER' | 'IMPLEMENTER' | 'ORDERED' | 'COORDINATOR' | 'SUBJECT' | 'OBJECTOR' | 'GATEWAY';

/** Who may do what. `initiateMeasure` is missing: there is no measure yet, the catalogue says who may initiate. */
export const authority: Readonly<Record<Exclude<CommandType, 'initiateMeasure'>, readonly Capacity[]>> = {
  withdrawMeasure: ['INITIATOR'],
  markDelivered: ['GATEWAY'],
  acknowledgeOrder: ['ORDERED'],
  reportOutcome: ['ORDERED'],
  raiseDoubt: ['IMPLEMENTER'],
  requestConsultation: ['INITIATOR', 'DETERMINER', 'IMPLEMENTER'],
  concludeConsultation: ['COORDINATOR'],
  fileObjection: ['SUBJECT', 'COORDINATOR', 'INITIATOR', 'DETERMINER', 'IMPLEMENTER'],
  acceptObjection: ['DETERMINER'],
  rejectObjection: ['DETERMINER'],
  extendObjection: ['DETERMINER'],
  withdrawObjection: ['OBJECTOR'],
  decideObjection: ['DETERMINER'],
  applyForRepair: ['SUBJECT', 'COORDINATOR'],
  acceptRepair: ['DETERMINER'],
  refuseRepair: ['DETERMINER'],
  extendRepair: ['DETERMINER'],
  decideRepair: ['DETERMINER'],
  revokeAsError: ['INITIATOR', 'DETERMINER'],
  completeRestoration: ['DETERMINER'],
  expireTerm: ['GATEWAY'],
  escalate: ['GATEWAY'],
};

/** By whom an objection of each origin can be filed: first with the department that made the determination. */
export const filing: Readonly<Record<ObjectionOrigin, readonly Capacity[]>> = {
  ORGANISATION: ['SUBJECT'],
  ACCEPTING_DEPARTMENT: ['DETERMINER', 'COORDINATOR'],
  FOUND_BY_DEPARTMENT: ['INITIATOR', 'DETERMINER', 'IMPLEMENTER'],
};

type LaterCommand = Exclude<MeasureCommand, { type: 'initiateMeasure' }>;

/** @throws MeasureRefused ACTION_NOT_ALLOWED */
export function requireAuthority(command: LaterCommand, measure: Measure): void {
  const capacities = capacitiesOf(command.by, measure.facts, command);
  if (!permittedTo(command).some((capacity) => capacities.has(capacity))) refuse('ACTION_NOT_ALLOWED');
}

function permittedTo(command: LaterCommand): readonly Capacity[] {
  if (isFiling(command)) return filing[command.origin];
  return authority[command.type];
}

function isFiling(command: LaterCommand): command is FileObjection {
  return command.type === 'fileObjection';
}

function capacitiesOf(by: Caller, facts: MeasureFacts, command: LaterCommand): ReadonlySet<Capacity> {
  switch (by.role) {
    case 'officer':
      return officersCapacities(by.department, facts, command);
    case 'representative': {
      if (by.creditCode !== facts.creditCode) return new Set();
      return new Set(isObjector(null, facts, command) ? ['SUBJECT', 'OBJECTOR'] : ['SUBJECT']);
    }
    case 'coordinator':
      return new Set(['COORDINATOR']);
    case 'gateway':
      return new Set(['GATEWAY']);
    case 'supervisor':
    case 'clerk':
    case 'approval':
    case 'analyst':
    case 'operator':
      return new Set();
    default:
      return by satisfies never;
  }
}

function officersCapacities(department: string, facts: MeasureFacts, command: LaterCommand): Set<Capacity> {
  const capacities = new Set<Capacity>();
  if (department === facts.initiator) capacities.add('INITIATOR');
  if (department === facts.determination.department) capacities.add('DETERMINER');
  const own = facts.implementations.find((implementation) => implementation.department === department);
  if (own !== undefined) {
    capacities.add('IMPLEMENTER');
    // An id that no department has is refused as unknown, not as somebody else's.
    if (
      'orderId' in command &&
      (has(own, command.orderId) || !facts.implementations.some((one) => has(one, command.orderId)))
    )
      capacities.add('ORDERED');
  }
  if (isObjector(department, facts, command)) capacities.add('OBJECTOR');
  return capacities;
}

function has(implementation: MeasureFacts['implementations'][number], orderId: string): boolean {
  return implementation.orders.some((order) => order.orderId === orderId);
}

/** What a department found is its own to withdraw; what came from the organisation, by whatever way, is the organisation's. */
function isObjector(department: string | null, facts: MeasureFacts, command: LaterCommand): boolean {
  if (!('objectionId' in command)) return false;
  const objection = facts.objections.find(({ objectionId }) => objectionId === command.objectionId);
  if (objection === undefined) return false;
  const found = objection.origin === 'FOUND_BY_DEPARTMENT';
  return department === null ? !found : found && objection.department === department;
}
