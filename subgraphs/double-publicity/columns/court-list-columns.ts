import { inWan, said, slashed, type Column } from './column.ts';

const required = { form: 'TEXT', need: 'REQUIRED' } as const;
const optional = { form: 'TEXT', need: 'OPTIONAL' } as const;
const kinds: Readonly<Record<string, string>> = {
  DISHONEST_JUDGMENT_DEBTOR: '失信被执行人',
  CONSUMPTION_RESTRICTION: '限制消费',
};

/** Courts' lists. No standard of columns is known for them: the names are this gateway's, in the manner of the others. */
export const courtListColumns: readonly Column[] = [
  {
    name: 'SF_XDR_MC',
    title: '被执行人名称',
    ...required,
    length: 200,
    of: ({ party: { name } }) => name,
  },
  {
    name: 'SF_XDR_SHXYM',
    title: '统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ party: { creditCode } }) => creditCode,
  },
  {
    name: 'SF_LB',
    title: '名单类别',
    ...required,
    length: 16,
    values: { of: Object.values(kinds) },
    of: ({ fact: { recordKind } }) => kinds[recordKind] ?? null,
  },
  { name: 'SF_AH', title: '案号', ...required, length: 64, of: ({ fact: { documentNumber } }) => documentNumber },
  {
    name: 'SF_YJWH',
    title: '执行依据文号',
    ...optional,
    length: 128,
    of: ({ fact }) => said(fact, 'basisDocumentNumber'),
  },
  { name: 'SF_XWQX', title: '失信行为具体情形', ...optional, length: 4000, of: ({ fact }) => said(fact, 'conduct') },
  { name: 'SF_LXQK', title: '履行情况', ...optional, length: 200, of: ({ fact }) => said(fact, 'performance') },
  {
    name: 'SF_BDE',
    title: '执行标的额(万元)',
    form: 'WAN',
    length: 19,
    need: 'OPTIONAL',
    of: ({ fact: { amountFen } }) => inWan(amountFen),
  },
  {
    name: 'SF_JDRQ',
    title: '决定日期',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ fact: { documentOn } }) => slashed(documentOn),
  },
  {
    name: 'SF_QXZ',
    title: '期限至',
    form: 'DATE',
    length: 10,
    need: 'OPTIONAL',
    of: ({ fact: { validUntil } }) => slashed(validUntil),
  },
  { name: 'SF_FY', title: '执行法院', ...required, length: 200, of: ({ authority }) => authority?.name ?? null },
  {
    name: 'SF_FYDM',
    title: '执行法院统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ authority }) => authority?.creditCode ?? null,
  },
  { name: 'BZ', title: '备注', ...optional, length: 512, of: ({ fact: { remark } }) => remark },
];
