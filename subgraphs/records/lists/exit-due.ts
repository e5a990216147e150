import { spanOf } from '../../eligibility/verdict/days.ts';
import { reasonsAgainst, type Checking } from './check.ts';
import type { Entry } from './entries.ts';
import { verdictOf, type ListReason } from './reason.ts';

export interface ExitDue {
  /** Null: it cannot be told. */
  readonly exitDue: boolean | null;
  readonly exitReasons: readonly ListReason[];
}

/**
 * Whether an entry that is in force ought to end, as a proposal: nobody is taken off a list by this. A red one ends
 * with an adverse entry or a new adverse record; an adverse one with its rule's term, where its owner has not said an
 * end; both with the organisation.
 */
export function exitDueOf(entry: Entry, checking: Checking): ExitDue {
  if (!entry.term.inForce) return { exitDue: false, exitReasons: [] };
  if (entry.kind === 'RED') {
    const reasons = reasonsAgainst(checking, spanOf(entry.term.startsOn)?.first ?? null).filter(
      ({ speaksFor }) => speaksFor !== null,
    );
    const verdict = verdictOf(reasons);
    return { exitDue: verdict === 'UNDETERMINED' ? null : verdict === 'EXCLUDED', exitReasons: reasons };
  }
  const reasons = [...subjectEnded(checking), ...termOver(entry, checking)];
  return { exitDue: reasons.length > 0, exitReasons: reasons };
}

function subjectEnded({ lists, status }: Checking): ListReason[] {
  const ended = status !== null && lists.check.status.ended.includes(status);
  return ended ? [{ kind: 'STATUS_EXCLUDED', speaksFor: 'EXCLUDED', status }] : [];
}

function termOver({ record, term }: Entry, { today }: Checking): ListReason[] {
  const over = term.endsOn === null && !term.openEnded && term.ruleEndsOn !== null && term.ruleEndsOn < today;
  return over ? [{ kind: 'TERM_OVER', speaksFor: 'EXCLUDED', department: record.department, record }] : [];
}
