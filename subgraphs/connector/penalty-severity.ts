import type { RecordSet, RuleInput, Severity } from './connector.ts';

/**
 * From which fine on a penalty is 较大 (ordinary) and 巨额 (serious). The sums are each sector's to publish and were
 * not found: every fine is taken as ordinary until they are. An assumption, to be changed here.
 */
const LARGE_FINE_FROM_FEN = 0;
const HUGE_FINE_FROM_FEN = Number.POSITIVE_INFINITY;

const serious = /吊销|停产|停业|责令关闭|限制(?:开展)?生产|限制从业|禁止从业/;
const minor = /^(?:警告|通报批评)$/;
const fine = /^(?:处以?)?罚款/;

/** Class of a penalty by its heaviest kind, as the field `penaltyTypes` has them; kinds that the rule does not name are ordinary. */
export const penaltySeverity: NonNullable<RecordSet['severity']> = {
  rule: '信用修复管理办法 (国家发展改革委令第36号):按处罚种类分轻微、一般、严重;罚款金额界限未公布,暂按一般 / NDRC order 36, by kind of penalty; thresholds of fines not published, a fine counts as ordinary',
  of({ fields, amountFen }: RuleInput): Severity {
    const types = fields['penaltyTypes'] as readonly string[];
    if (types.some((type) => serious.test(type)) || (amountFen ?? 0) >= HUGE_FINE_FROM_FEN) return 'SERIOUS';
    const small = amountFen === null || amountFen < LARGE_FINE_FROM_FEN;
    const isMinor = (type: string) => minor.test(type) || (fine.test(type) && amountFen !== null);
    return small && types.length > 0 && types.every(isMinor) ? 'MINOR' : 'ORDINARY';
  },
};
