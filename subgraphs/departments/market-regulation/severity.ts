import type { RecordSet, RuleInput, Severity } from '../../connector/connector.ts';

type Rule = NonNullable<RecordSet['severity']>;

/**
 * From which fine on a penalty is 较大 (ordinary) and 巨额 (serious). The sums are each sector's to publish and were
 * not found: every fine is taken as ordinary until they are. An assumption, to be changed here.
 */
const LARGE_FINE_FROM_FEN = 0;
const HUGE_FINE_FROM_FEN = Number.POSITIVE_INFINITY;

const serious = /吊销|责令停产停业|责令关闭|限制开展生产经营|限制从业/;
const minor = /^(?:警告|通报批评)$/;
const fine = /^罚款/;

/** Class of a penalty by its heaviest type. Types that the rule does not name are ordinary. */
function classOf({ fields, amountFen }: RuleInput): Severity {
  const types = fields['penaltyTypes'] as readonly string[];
  if (types.some((type) => serious.test(type)) || (amountFen ?? 0) >= HUGE_FINE_FROM_FEN) return 'SERIOUS';
  const isMinor = (type: string) =>
    minor.test(type) || (fine.test(type) && amountFen !== null && amountFen < LARGE_FINE_FROM_FEN);
  return types.length > 0 && types.every(isMinor) ? 'MINOR' : 'ORDINARY';
}

export const penaltySeverity: Rule = {
  rule: '信用修复管理办法 (国家发展改革委令第36号):按处罚种类;罚款界限未公布,暂按一般 / NDRC order 36, by type; limits of fines unpublished, ordinary by assumption',
  of: classOf,
};

export const abnormalOperationSeverity: Rule = {
  rule: '信用修复管理办法未将经营异常名录归类,暂按一般 / NDRC order 36 does not class this list: ordinary by assumption',
  of: () => 'ORDINARY',
};

export const seriousListSeverity: Rule = {
  rule: '列入严重失信主体名单 (信用修复管理办法) / entry on a list of serious dishonesty, NDRC order 36',
  of: () => 'SERIOUS',
};
