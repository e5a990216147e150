import type { Entry } from './entries.ts';

export type ExitKind = 'EXPIRED' | 'REPAIRED' | 'REVOKED' | 'SUBJECT_ENDED' | 'REMOVED';

export interface Exit {
  readonly on: string | null;
  readonly kind: ExitKind;
  readonly reason: string | null;
}

/** What departments write, by the kinds of exit; the first that fits. */
const words: readonly (readonly [RegExp, ExitKind])[] = [
  [/注销/, 'SUBJECT_ENDED'],
  [/修复|提前|履行|纠正|改正|补报|缴清/, 'REPAIRED'],
  [/撤销/, 'REVOKED'],
  [/期满|届满|到期/, 'EXPIRED'],
];

/** How the entry ended; null: it is in force, or has not begun. */
export function exitOf({ record, term }: Pick<Entry, 'record' | 'term'>, today: string): Exit | null {
  const { endReason: reason, state, validUntil } = record;
  if (state === 'REVOKED') return { on: validUntil, kind: 'REVOKED', reason };
  if (state === 'ENDED') {
    const said = reason === null ? undefined : words.find(([pattern]) => pattern.test(reason));
    return { on: validUntil, kind: said?.[1] ?? 'REMOVED', reason };
  }
  const over = term.endsOn !== null && term.endsOn < today.slice(0, term.endsOn.length);
  return !term.inForce && over ? { on: term.endsOn, kind: 'EXPIRED', reason } : null;
}
