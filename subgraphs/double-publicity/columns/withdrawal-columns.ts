import type { Ending } from '../duty/ending.ts';
import type { PublishedPart } from '../duty/published-part.ts';
import { slashed, type Item } from './column.ts';

/** Columns of withdrawals, this gateway's own: the tables of 2018 have no column by which a row takes another back. */
export const withdrawalColumns = [
  { name: 'CX_LB', title: '原数据类别' },
  { name: 'CX_XDR_SHXYM', title: '统一社会信用代码' },
  { name: 'CX_WSH', title: '原文书号' },
  { name: 'CX_JGDM', title: '原机关统一社会信用代码' },
  { name: 'CX_YY', title: '停止公示原因' },
  { name: 'CX_RQ', title: '原因发生日期' },
  { name: 'CX_XQ', title: '停止公示期限' },
] as const;

const parts: Readonly<Record<PublishedPart, string>> = { LICENCE: 'XZXK', PENALTY: 'XZCF', COURT_LIST: 'SFMD' };
const reasons: Readonly<Record<Ending['kind'], string>> = {
  REVOKED: '决定撤销',
  REPAIRED: '信用修复',
  EXPIRED: '公示期满',
  ENDED: '终止',
};

export function withdrawalCells(part: PublishedPart, { authority, fact, party }: Item, ending: Ending) {
  return [
    parts[part],
    party.creditCode,
    fact.documentNumber,
    authority?.creditCode ?? null,
    reasons[ending.kind],
    slashed(ending.on),
    slashed(ending.withdrawBy),
  ];
}
