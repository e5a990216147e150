import type { Claim, Failure, Manner } from './record-store.ts';

interface Held {
  readonly flight: string;
  readonly failure: string | null;
  readonly untilMs: number;
}

export interface MemoryClaims {
  claim(key: string, flight: string, forMs: number, manner: Manner): Claim;
  /** Whether the claim still held. */
  end(key: string, flight: string, failure: Failure | null): boolean;
  drop(key: string): void;
}

/** Who is asking about which key in this process, and which failures are remembered. */
export function createMemoryClaims(clock: { now(): number }): MemoryClaims {
  const held = new Map<string, Held>();

  function holding(key: string): Held | undefined {
    const one = held.get(key);
    if (one === undefined || one.untilMs > clock.now()) return one;
    held.delete(key);
    return undefined;
  }

  function put(key: string, one: Held): void {
    // What nobody asks about again goes as new ones come.
    for (const [other, { untilMs }] of held) {
      if (untilMs > clock.now()) break;
      held.delete(other);
    }
    held.delete(key);
    held.set(key, one);
  }

  return {
    claim(key, flight, forMs, manner) {
      const one = holding(key);
      const yields = one === undefined || manner === 'OVER' || (manner === 'FIRM' && one.flight.startsWith('~'));
      if (!yields) return one.failure === null ? 'TAKEN' : { failure: one.failure };
      put(key, { flight, failure: null, untilMs: clock.now() + forMs });
      return 'OURS';
    },
    end(key, flight, failure) {
      if (holding(key)?.flight !== flight) return false;
      held.delete(key);
      if (failure !== null) put(key, { flight: '', failure: failure.text, untilMs: clock.now() + failure.forMs });
      return true;
    },
    drop(key) {
      held.delete(key);
    },
  };
}
