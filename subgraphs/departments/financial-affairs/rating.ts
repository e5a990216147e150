import type { Effect, RuleInput } from '../../connector/connector.ts';

const effects: Readonly<Record<string, Effect>> = { A: 'POSITIVE', B: 'NEUTRAL', C: 'NEUTRAL', D: 'ADVERSE' };

export function gradeEffect({ fields }: RuleInput): Effect {
  return effects[String(fields['grade'])]!;
}

/** A rating is no list of order 36, which does not class it: an assumption. */
export const gradeSeverity = {
  rule: '地方金融组织监管评级不属严重失信主体名单;D 级暂按一般 / a supervisory rating is no list of serious dishonesty; D counts as ordinary (provisional)',
  of: () => 'ORDINARY' as const,
};
