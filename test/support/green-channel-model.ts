import type { Verdict } from '../../subgraphs/eligibility/verdict/verdict.ts';

/** Every condition of the rule, each with the ways in which it can stand. One word a way, as people would say it. */
export const conditions = {
  department: [
    'whole',
    'silent',
    'not connected',
    'stale',
    'too old',
    'unreadable rows',
    'unlinked rows',
    'indifferent',
  ],
  record: ['none', 'counted', 'listed minor', 'minor', 'revoked', 'repaired', 'old', 'open', 'undated'],
  objection: ['none', 'accepted'],
  positive: ['none', 'current', 'disputed'],
  age: ['old', 'young', 'unknown'],
  status: ['active', 'cancelled', 'unknown'],
  measure: ['none', 'in force', 'suspended', 'notified'],
  undertaking: ['kept', 'broken'],
  matter: ['open', 'closed'],
} as const;

export type Situation = { readonly [Name in keyof typeof conditions]: (typeof conditions)[Name][number] };

/**
 * What the rule says, sentence by sentence; written from its text, not from the code that applies it. `indifferent`:
 * silent, but the rule says that this does not matter.
 */
export function expectedVerdict(situation: Situation): Verdict {
  const { age, department, matter, measure, objection, positive, record, status, undertaking } = situation;
  const counts = ['counted', 'listed minor', 'open', 'undated'].includes(record);
  const underObjection = counts && objection === 'accepted';
  const isModel = positive === 'current';

  // Silence, in all its forms, is never clean.
  if (['silent', 'not connected', 'too old', 'unreadable rows', 'unlinked rows'].includes(department))
    return 'UNDETERMINED';
  if (status === 'unknown') return 'UNDETERMINED';
  if (!isModel && age === 'unknown') return 'UNDETERMINED';
  if (!isModel && record === 'undated' && !underObjection) return 'UNDETERMINED';

  // What is disputed is neither granted nor refused. A model of integrity is not asked for its past, only for what is open.
  if (measure === 'suspended') return 'DISPUTED';
  if (underObjection && (!isModel || record === 'open')) return 'DISPUTED';
  const threeCleanYears = !counts && age === 'old';
  if (positive === 'disputed' && !threeCleanYears) return 'DISPUTED';

  if (matter === 'closed' || status === 'cancelled' || measure === 'in force' || undertaking === 'broken')
    return 'NOT_ELIGIBLE';
  if (record === 'open') return 'NOT_ELIGIBLE';
  return isModel || threeCleanYears ? 'ELIGIBLE' : 'NOT_ELIGIBLE';
}

/** Every combination of the conditions. */
export function* situations(): Generator<Situation> {
  const names = Object.keys(conditions) as (keyof typeof conditions)[];
  const counts = names.map((name) => conditions[name].length);
  const total = counts.reduce((product, count) => product * count, 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    const entries = names.map((name, at) => {
      const choice = conditions[name][rest % counts[at]!];
      rest = Math.floor(rest / counts[at]!);
      return [name, choice] as const;
    });
    yield Object.fromEntries(entries) as Situation;
  }
}
