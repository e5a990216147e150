import { organisationCodeOf, type CreditCode } from '../../../schema/credit-code.ts';
import type { Column } from './column.ts';
import { personal } from './column.ts';

/** The organisation that a decision is about. */
export interface Party {
  readonly creditCode: CreditCode;
  readonly name: string | null;
  readonly registrationNumber: string | null;
}

const kinds = ['法人及非法人组织', '个体工商户'] as const;

/** The columns about the party, which both tables have in the same order. */
export function partyColumns(prefix: 'XK' | 'CF'): readonly Column[] {
  const optional = { form: 'TEXT', need: 'OPTIONAL' } as const;
  const party = `${prefix}_XDR`;
  return [
    {
      name: `${party}_MC`,
      title: '行政相对人名称',
      form: 'TEXT',
      length: 200,
      need: 'REQUIRED',
      of: ({ party: { name } }) => name,
    },
    {
      name: `${party}_LB`,
      title: '行政相对人类别',
      form: 'TEXT',
      length: 16,
      need: 'REQUIRED',
      values: { of: kinds },
      of: ({ party: { creditCode } }) => (creditCode.startsWith('92') ? kinds[1] : kinds[0]),
    },
    {
      name: `${party}_SHXYM`,
      title: '统一社会信用代码',
      form: 'CODE',
      length: 18,
      need: 'REQUIRED',
      of: ({ party: { creditCode } }) => creditCode,
    },
    {
      name: `${party}_GSZC`,
      title: '工商注册号',
      ...optional,
      length: 50,
      of: ({ party: { registrationNumber } }) => registrationNumber,
    },
    {
      name: `${party}_ZZJG`,
      title: '组织机构代码',
      ...optional,
      length: 9,
      of: ({ party: { creditCode } }) => organisationCodeOf(creditCode),
    },
    // Only the department's own system knows these, and its reading does not keep them.
    { name: `${party}_SWDJ`, title: '税务登记号', ...optional, length: 15, of: () => null },
    { name: `${party}_SYDW`, title: '事业单位证书号', ...optional, length: 12, of: () => null },
    { name: `${party}_SHZZ`, title: '社会组织登记证号', ...optional, length: 50, of: () => null },
    personal(`${prefix}_FRDB`, '法定代表人', 50),
    personal(`${prefix}_FR_ZJLX`, '法定代表人证件类型', 64),
    personal(`${prefix}_FR_ZJHM`, '法定代表人证件号码', 64),
    personal(`${party}_ZJLX`, '自然人证件类型', 64),
    personal(`${party}_ZJHM`, '自然人证件号码', 64),
  ];
}
