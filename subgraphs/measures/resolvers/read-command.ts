import type { GivenCommand } from '../desk/desk.ts';
import { readObjectionDecision, readOutcome, readRepairDecision, readStay } from './read-choice.ts';

/** Input of a command on a measure, as the schema lets it through. */
export interface CommandInput {
  readonly idempotencyKey: string;
  readonly measureId: string;
}

/** What only the gateway itself gives: its timers and deliveries. */
type Internal = 'markDelivered' | 'expireTerm' | 'escalate';
type Type = Exclude<GivenCommand['type'], Internal>;
type Given<One extends Type> = Extract<GivenCommand, { type: One }>;
type Reader<One extends Type> = (input: CommandInput) => Given<One>;

/** The input says what the command says, name by name; the schema has seen to its shape. */
function asItStands<One extends Type>(type: One): Reader<One> {
  return (input) => {
    const { idempotencyKey: _, measureId: __, ...content } = input;
    return { ...content, type } as unknown as Given<One>;
  };
}

/** Something in it has to be chosen, or may be left out. */
function chosen<One extends Type>(type: One, read: (input: never) => Omit<Given<One>, 'type'>): Reader<One> {
  return (input) => ({ ...read(input as never), type }) as unknown as Given<One>;
}

/** How the input of each mutation becomes a command. @throws MeasureRefused COMMAND_INVALID from each of them */
export const commandReaders: { readonly [One in Type]: Reader<One> } = {
  withdrawMeasure: asItStands('withdrawMeasure'),
  acknowledgeOrder: asItStands('acknowledgeOrder'),
  reportOutcome: chosen('reportOutcome', readOutcome),
  raiseDoubt: asItStands('raiseDoubt'),
  requestConsultation: asItStands('requestConsultation'),
  concludeConsultation: asItStands('concludeConsultation'),
  fileObjection: asItStands('fileObjection'),
  acceptObjection: chosen('acceptObjection', readStay),
  rejectObjection: asItStands('rejectObjection'),
  extendObjection: asItStands('extendObjection'),
  withdrawObjection: asItStands('withdrawObjection'),
  decideObjection: chosen('decideObjection', readObjectionDecision),
  applyForRepair: asItStands('applyForRepair'),
  acceptRepair: asItStands('acceptRepair'),
  refuseRepair: asItStands('refuseRepair'),
  extendRepair: asItStands('extendRepair'),
  decideRepair: chosen('decideRepair', readRepairDecision),
  revokeAsError: asItStands('revokeAsError'),
  completeRestoration: asItStands('completeRestoration'),
};
