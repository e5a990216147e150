import { GatewayError } from '../../schema/errors.ts';

/** Why a command is refused, what is wrong, and how to mend it. The codes are stable. */
const refusals = {
  MEASURE_NOT_FOUND: ['There is no measure with this id.', 'Check the id; `measures` lists those that you may see.'],
  MEASURE_EXISTS: ['There is a measure with this id already.', 'Repeat the command with a new measure id.'],
  MEASURE_ALREADY_RUNNING: [
    'The same measure on the same determination runs against this organisation already.',
    'See the running measure; a second one needs another determination.',
  ],
  MEASURE_NOT_RUNNING: ['The measure has ended.', 'What ended cannot be changed; an error can still be objected to.'],
  MEASURE_REVOKED: ['The measure was revoked as an error.', 'Only its restoration is still open.'],
  ACTION_NOT_ALLOWED: [
    'Your role in this measure does not allow this.',
    'The department or office that the measure names for this step has to do it.',
  ],
  IDEMPOTENCY_KEY_INVALID: [
    'The idempotencyKey cannot be one.',
    'Give 1 to 200 printable characters, such as a UUID, new for each command and the same for its repetitions.',
  ],
  IDEMPOTENCY_KEY_REUSED: [
    'This idempotencyKey was given to another command.',
    'Repeat the command as it was, or give a new key to this one.',
  ],
  COMMAND_INVALID: ['The command has faults.', 'Mend every fault that `faults` names and repeat the command.'],
  ITEM_NOT_FOUND: ['The catalogue has no such item.', 'Choose an item of `measureCatalogue`.'],
  ITEM_DISABLED: [
    'The item is not enabled: its legal basis or its term has not been verified.',
    'The coordinator can enable it, on record, once basis and term are verified.',
  ],
  ITEM_RETIRED: ['The item is retired.', 'Choose the item that took its place in `measureCatalogue`.'],
  ITEM_NOT_ORDERABLE: [
    'Markets and associations do this by themselves; nobody can be ordered to.',
    'Inform them; choose an item of class A or B for an order.',
  ],
  ITEM_NOT_APPLICABLE: [
    'The item does not apply to this kind of organisation.',
    'See `appliesTo` of the item in `measureCatalogue`.',
  ],
  ITEM_NOT_READY: [
    'The item cannot be enabled yet.',
    'Enter what `obstacles` names: every basis verified, with article and edition, and a longest term.',
  ],
  LEGAL_BASIS_MISSING: [
    'A restriction needs a verified law, regulation or central policy behind it.',
    'The coordinator has to enter the basis with article and edition.',
  ],
  TERM_MISSING: ['The measure needs a term.', 'Give the first and the last day.'],
  TERM_OUTSIDE_CATALOGUE: [
    'The term is shorter or longer than the catalogue allows.',
    'Give a term between `shortestMonths` and `longestMonths`.',
  ],
  ORDER_NOT_FOUND: ['The measure has no such order.', 'Take the id from `orders`.'],
  ORDER_SUPERSEDED: [
    'A newer order has taken the place of this one; it must not be carried out.',
    'Answer the order in `currentOrder`; say there what was already done.',
  ],
  ORDER_ALREADY_ANSWERED: ['The order has been answered already.', 'See the order; nothing more is to be done.'],
  ORDER_ON_HOLD: [
    'Your department has raised a doubt; the order is not carried out until it is accepted or rejected.',
    'Wait for the determining department, which has been told.',
  ],
  SOURCE_RECORD_NOT_FOUND: [
    'The department that the source record names has no such record of this organisation.',
    'Take the id from `creditRecords` of that department, asked for this organisation.',
  ],
  SOURCE_RECORD_DOES_NOT_FIT: [
    'The source record is revoked, or its effect cannot cause a measure of this kind.',
    'A restriction rests on an adverse record that stands, an incentive on one that is not adverse.',
  ],
  SOURCE_RECORD_UNCONFIRMED: [
    'The department that the source record names does not answer, and silence is not a record.',
    'Repeat the command as it is, at `retryAt` where it is given: nothing has happened yet.',
  ],
  EVIDENCE_MISSING: ['This needs evidence.', 'Name at least one document with its hash.'],
  CONSULTATION_NOT_FOUND: ['The measure has no such consultation.', 'Take the id from the measure.'],
  CONSULTATION_CLOSED: ['The consultation is closed.', 'Request a new one if the question is still open.'],
  CONSULTATION_OUTCOME_NOT_POSSIBLE: [
    'This consultation cannot end this way.',
    'A declined order is carried out or excused; only what carries a measure out can be excused; a question is advised.',
  ],
  OBJECTION_NOT_FOUND: ['The measure has no such objection.', 'Take the id from the measure.'],
  OBJECTION_NOT_IN_STATE: ['The objection is not at this step.', 'See its state in the measure.'],
  EXTENSION_NOT_POSSIBLE: [
    'The period can be extended once, and only before it is over.',
    'Decide; a missed deadline has been passed up.',
  ],
  REPAIR_NOT_POSSIBLE: ['Credit repair does not end this measure.', 'It ends by its term or by its determination.'],
  REPAIR_BY_LIST_OWNER: [
    'The list behind this measure has an exit of its own.',
    'Apply to the owner of the list; the initiating department then withdraws the measure.',
  ],
  REPAIR_TOO_EARLY: ['The shortest period of publication is not over.', 'Apply from `repairableFrom` on.'],
  REPAIR_BARRED: ['False material bars further applications.', 'Apply after `barredUntil`.'],
  REPAIR_PENDING: ['An application is being decided.', 'Wait for the decision.'],
  REPAIR_RULE_UNKNOWN: ['No edition of the repair rules is known for today.', 'The operator has to add it.'],
  REPAIR_NOT_FOUND: ['The measure has no such application.', 'Take the id from the measure.'],
  REPAIR_NOT_IN_STATE: ['The application is not at this step.', 'See its state in the measure.'],
  REPAIR_CONDITIONS_NOT_MET: [
    'A repair is granted only when every condition holds.',
    'Deny it with reasons, or have the missing condition fulfilled first.',
  ],
  RESTORATION_NOT_OPEN: ['There is no open restoration.', 'See the state of the measure.'],
  RESTORATION_INCOMPLETE: [
    'Not every department has reported its restoration with evidence.',
    'Wait for the departments in `waitingFor`.',
  ],
  ORDER_DELIVERY_NOT_FOUND: ['There is no such delivery.', 'Take the id from `orderDeliveries`.'],
  ORDER_DELIVERY_NOT_DEAD: [
    'The delivery has not been given up.',
    'Nothing needs to be done: it is under way, has arrived, or is no longer needed.',
  ],
  VIEW_NOT_ALLOWED: [
    'Your role does not allow this view.',
    'Ask for what concerns your own department or organisation.',
  ],
} as const satisfies Readonly<Record<string, readonly [message: string, remedy: string]>>;

export type RefusalCode = keyof typeof refusals;

/**
 * A command, or a view, that the state of the measure, the catalogue or the caller's role does not allow. Nothing has
 * changed.
 */
export class MeasureRefused extends GatewayError {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}) {
    const [message, remedy] = refusals[code];
    super(message, remedy, facts);
    this.code = code;
  }
}

export function refuse(code: RefusalCode, facts?: Readonly<Record<string, unknown>>): never {
  throw new MeasureRefused(code, facts);
}
