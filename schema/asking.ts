import type { Purpose } from './access/purpose.ts';
import type { Sight } from './access/row-access.ts';
import type { Caller } from './caller.ts';

/** Who asks, for what, and which rows of records they may see: what a gateway tells its subgraphs with every request. */
export interface Asking extends Sight {
  /** As a verified token says; null: nobody has said. */
  readonly caller: Caller | null;
  /** As the request declares it; null: it does not say, or nobody asks for it. */
  readonly purpose: Purpose | null;
  /**
   * A gateway asks, which takes out of the answer what is not for clients: records that a verdict rests on may go to
   * it whoever its caller is. false: nobody knows who asks.
   */
  readonly byGateway: boolean;
}

/** Nobody, as far as a host knows whom its gateway has not told: what is not PUBLIC is not for them. */
export const askingNobody: Asking = { caller: null, purpose: null, levels: ['PUBLIC'], rights: [], byGateway: false };

/** What is made of who asks: made once for a caller, as long as it asks for the same purpose with the same rights. */
export function oncePerAsking<T>(make: (asking: Asking) => T): (asking: Asking) => T {
  const last = new WeakMap<Caller, { readonly asking: Asking; readonly made: T }>();
  return (asking) => {
    const { caller } = asking;
    if (caller === null) return make(asking);
    const known = last.get(caller);
    if (known !== undefined && isSame(known.asking, asking)) return known.made;
    const { byGateway, levels, purpose, rights } = asking;
    const made = make(asking);
    last.set(caller, { asking: { byGateway, caller, levels, purpose, rights }, made });
    return made;
  };
}

/** Lists are compared by what they are, which is the same list for requests of one caller. */
function isSame(one: Asking, other: Asking): boolean {
  return (
    one.levels === other.levels &&
    one.rights === other.rights &&
    one.byGateway === other.byGateway &&
    one.purpose?.code === other.purpose?.code &&
    one.purpose?.case === other.purpose?.case
  );
}
