/** Steps, kinds and groups in Chinese; what is not among them is shown as it is. */
const words: Readonly<Record<string, string>> = {
  ORDER: '指令',
  OBJECTION: '异议',
  REPAIR: '信用修复',
  CONSULTATION: '会商',
  MEASURE: '措施',
  ACCEPTANCE: '容缺受理',
  ACKNOWLEDGE: '签收',
  REPORT: '反馈',
  ACCEPT: '受理',
  ANSWER: '答复',
  DECIDE: '决定',
  TELL: '告知',
  CONCLUDE: '办结会商',
  RESTORE: '恢复信誉',
  SUPPLEMENT: '补正',
  RESTRICTION: '失信惩戒',
  INCENTIVE: '守信激励',
  asked: '逐个查询',
  delivered: '报送',
  mirrored: '镜像',
  quarantine: '无法读取',
  unlinked: '未关联',
};

export function wordFor(code: string): string {
  return code
    .split(' ')
    .map((part) => words[part] ?? part)
    .join(' ');
}
