import type { MeasureCommand } from '../commands.ts';
import type { ItemCommand } from '../catalogue/decide-item.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { Stamp } from '../state/caller.ts';
import type { Caller } from '../state/caller.ts';
import type { Measure } from '../state/measure.ts';

type Unstamped<Command> = Command extends unknown ? Omit<Command, keyof Stamp> : never;

/** A command as somebody gives it, before it is stamped with measure, instant and caller. */
export type GivenCommand = Unstamped<Exclude<MeasureCommand, { type: 'initiateMeasure' }>>;
export type GivenInitiation = Unstamped<Extract<MeasureCommand, { type: 'initiateMeasure' }>>;
export type GivenItemCommand = ItemCommand extends infer One
  ? One extends unknown
    ? Omit<One, 'at' | 'by'>
    : never
  : never;

/** Who gives a command, and the key under which repeating it has no second effect. */
export interface Giver {
  readonly by: Caller;
  /** 1 to 200 characters, chosen by the client; unique among the commands of one caller. */
  readonly idempotencyKey: string;
}

export interface Given {
  readonly measure: Measure;
  /** true: the key was known already; nothing happened a second time, and the measure is as it stands now. */
  readonly repeated: boolean;
}

/**
 * Takes commands and keeps what they bring about: events, messages to departments and the idempotency key are one
 * transaction, or nothing.
 */
export interface Desk {
  /** @throws MeasureRefused (nothing has happened), IdempotencyKeyInvalid, IdempotencyKeyReused */
  initiate(command: GivenInitiation, giver: Giver): Promise<Given>;
  give(measureId: string, command: GivenCommand, giver: Giver): Promise<Given>;
  decideItem(
    command: GivenItemCommand,
    giver: Giver,
  ): Promise<{ readonly item: CatalogueItem; readonly repeated: boolean }>;
}
