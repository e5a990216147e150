import { forEver, said, slashed, type Column } from './column.ts';
import { partyColumns } from './party.ts';

const required = { form: 'TEXT', need: 'REQUIRED' } as const;
const optional = { form: 'TEXT', need: 'OPTIONAL' } as const;

/** 行政许可, generation of 2018. XK_YXQZ is the beginning of the period, XK_YXQZI its end. */
export const licenceColumns: readonly Column[] = [
  ...partyColumns('XK'),
  {
    name: 'XK_XKWS',
    title: '行政许可决定文书名称',
    ...required,
    length: 64,
    of: ({ fact }) => said(fact, 'documentTitle', 'licenceName'),
  },
  {
    name: 'XK_WSH',
    title: '行政许可决定文书号',
    ...required,
    length: 64,
    of: ({ fact: { documentNumber } }) => documentNumber,
  },
  {
    name: 'XK_XKLB',
    title: '许可类别',
    ...required,
    length: 256,
    values: { of: ['普通', '特许', '认可', '核准', '登记', '其他'], separator: ';' },
    of: ({ fact }) => said(fact, 'licenceCategories'),
  },
  { name: 'XK_XKZS', title: '许可证书名称', ...optional, length: 64, of: ({ fact }) => said(fact, 'licenceName') },
  { name: 'XK_XKBH', title: '许可编号', ...optional, length: 64, of: ({ fact }) => said(fact, 'licenceNumber') },
  { name: 'XK_NR', title: '许可内容', ...required, length: 4000, of: ({ fact }) => said(fact, 'content', 'scope') },
  {
    name: 'XK_JDRQ',
    title: '许可决定日期',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ fact: { documentOn } }) => slashed(documentOn),
  },
  {
    name: 'XK_YXQZ',
    title: '有效期自',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ fact: { documentOn, validFrom } }) => slashed(validFrom ?? documentOn),
  },
  {
    name: 'XK_YXQZI',
    title: '有效期至',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ fact: { openEnded, validUntil } }) => (openEnded ? forEver : slashed(validUntil)),
  },
  { name: 'XK_XKJG', title: '许可机关', ...required, length: 200, of: ({ authority }) => authority?.name ?? null },
  {
    name: 'XK_XKJGDM',
    title: '许可机关统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ authority }) => authority?.creditCode ?? null,
  },
  // Only licences that stand are handed over; of the other values of this column none is known for certain.
  { name: 'XK_ZT', title: '当前状态', ...required, length: 1, values: { of: ['1'] }, of: () => '1' },
  { name: 'XK_LYDW', title: '数据来源单位', ...required, length: 200, of: ({ source }) => source.name },
  {
    name: 'XK_LYDWDM',
    title: '数据来源单位统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ source }) => source.creditCode,
  },
  { name: 'BZ', title: '备注', ...optional, length: 512, of: ({ fact: { remark } }) => remark },
];
