import { requireIdempotencyKey } from '../desk/idempotency.ts';
import type { Desk, Giver } from '../desk/desk.ts';
import type { Redrive } from '../desk/redrive.ts';
import { commandReaders, type CommandInput } from './read-command.ts';
import { readInitiation, type InitiationInput } from './read-initiation.ts';
import { itemReaders, type ItemInput } from './read-item-command.ts';
import { requireReadable } from './readable-input.ts';
import { forgetWhatWasRead, type MeasuresContext } from './request-context.ts';
import { userErrorOf } from './user-error.ts';
import { requireCaller } from './views.ts';

export interface MutationParts {
  readonly desk: Desk;
  readonly redrive: Redrive;
}

interface RedriveInput {
  readonly idempotencyKey: string;
  readonly deliveryId: string;
}

/** Every mutation: its input is read, the desk takes the command, and a refusal becomes a `userErrors` entry. */
export function createMutations({ desk, redrive }: MutationParts): Record<string, unknown> {
  const ofMeasures = Object.entries(commandReaders).map(([name, read]) => [
    name,
    mutation((input: CommandInput, giver) => desk.give(input.measureId, read(input), giver)),
  ]);
  const ofCatalogue = Object.entries(itemReaders).map(([name, read]) => [
    name,
    mutation((input: ItemInput, giver) => desk.decideItem(read(input), giver)),
  ]);
  return {
    initiateMeasure: mutation((input: InitiationInput, giver) => desk.initiate(readInitiation(input), giver)),
    ...Object.fromEntries(ofMeasures),
    ...Object.fromEntries(ofCatalogue),
    redriveOrderDelivery: mutation((input: RedriveInput, giver) => redrive(input.deliveryId, giver)),
  };
}

/** @throws TokenMissing, and whatever is not of the client's making */
function mutation<Input extends { readonly idempotencyKey: string }, Done extends object>(
  carryOut: (input: Input, giver: Giver) => Promise<Done>,
) {
  return async (_: unknown, { input }: { readonly input: Input }, context: MeasuresContext) => {
    const by = requireCaller(context);
    try {
      const { idempotencyKey, ...content } = input;
      requireIdempotencyKey(idempotencyKey);
      requireReadable(content);
      return { ...(await carryOut(input, { by, idempotencyKey })), userErrors: [] };
    } catch (error) {
      return { repeated: false, userErrors: [userErrorOf(error)] };
    } finally {
      forgetWhatWasRead(context);
    }
  };
}
