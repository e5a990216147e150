import type { RecordSet } from '../../connector/connector.ts';

type Rule = NonNullable<RecordSet['severity']>;

export const abnormalOperationSeverity: Rule = {
  rule: '信用修复管理办法未将经营异常名录归类,暂按一般 / NDRC order 36 does not class this list: ordinary by assumption',
  of: () => 'ORDINARY',
};

export const seriousListSeverity: Rule = {
  rule: '列入严重失信主体名单 (信用修复管理办法) / entry on a list of serious dishonesty, NDRC order 36',
  of: () => 'SERIOUS',
};
