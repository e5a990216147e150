import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { ItemCommand } from '../catalogue/decide-item.ts';
import type { InitiateMeasure, MeasureCommand } from '../commands.ts';
import type { Caller, Stamp } from '../state/caller.ts';
import type { Measure } from '../state/measure.ts';

type Without<Command, Keys extends PropertyKey> = Command extends unknown ? Omit<Command, Keys> : never;

/** A command as somebody gives it, before it is stamped with measure, instant and caller. */
export type GivenCommand = Without<Exclude<MeasureCommand, InitiateMeasure>, keyof Stamp>;
export type GivenInitiation = Without<InitiateMeasure, keyof Stamp>;
export type GivenItemCommand = Without<ItemCommand, 'at' | 'by'>;

/** Who gives a command, and the key under which repeating it has no second effect. */
export interface Giver {
  readonly by: Caller;
  /** 1 to 200 printable characters, chosen by the client; unique among the commands of one caller. */
  readonly idempotencyKey: string;
}

export interface Given {
  readonly measure: Measure;
  /** true: the key was known already; nothing happened a second time, and the measure is as it stands now. */
  readonly repeated: boolean;
}

export interface GivenItem {
  readonly item: CatalogueItem;
  readonly repeated: boolean;
}

/**
 * Takes commands and keeps what they bring about: events, messages to departments and the idempotency key are one
 * transaction, or nothing.
 */
export interface Desk {
  /** @throws MeasureRefused: nothing has happened, and the key may be used again. */
  initiate(command: GivenInitiation, giver: Giver): Promise<Given>;
  /** @throws MeasureRefused */
  give(measureId: string, command: GivenCommand, giver: Giver): Promise<Given>;
  /** @throws MeasureRefused */
  decideItem(command: GivenItemCommand, giver: Giver): Promise<GivenItem>;
  /**
   * Commands of the gateway itself (timers, deliveries), one after the other in one transaction; they are without
   * effect where they come twice. Null: nothing happened.
   */
  giveByItself(measureId: string, commands: readonly GivenCommand[]): Promise<Measure | null>;
}
