import type { AmountReading } from '../../connector/decoders/amounts.ts';
import { forEver, inWan, said, slashed, type Column } from './column.ts';
import { partyColumns } from './party.ts';

const required = { form: 'TEXT', need: 'REQUIRED' } as const;
const optional = { form: 'TEXT', need: 'OPTIONAL' } as const;
/** The standard sets no length for these; a longer text is a mistake. */
const long = 4000;

/** 行政处罚, generation of 2018. */
export const penaltyColumns: readonly Column[] = [
  ...partyColumns('CF'),
  {
    name: 'CF_WSH',
    title: '行政处罚决定书文号',
    ...required,
    length: 128,
    of: ({ fact: { documentNumber } }) => documentNumber,
  },
  {
    name: 'CF_WFXW',
    title: '违法行为类型',
    ...required,
    length: long,
    of: ({ fact }) => said(fact, 'violation', 'cause'),
  },
  {
    name: 'CF_SY',
    title: '违法事实',
    ...required,
    length: long,
    // Where a source has one column for kind and facts, it says both.
    of: ({ fact }) => said(fact, 'facts', 'violation', 'cause'),
  },
  { name: 'CF_YJ', title: '处罚依据', ...required, length: long, of: ({ fact }) => said(fact, 'legalBasis') },
  { name: 'CF_CFLB', title: '处罚类别', ...required, length: 100, of: ({ fact }) => said(fact, 'penaltyTypes') },
  { name: 'CF_NR', title: '处罚内容', ...required, length: long, of: ({ fact }) => said(fact, 'content') },
  {
    name: 'CF_NR_FK',
    title: '罚款金额(万元)',
    form: 'WAN',
    length: 19,
    need: 'OPTIONAL',
    of: ({ fact: { amountFen } }) => inWan(amountFen),
  },
  {
    name: 'CF_NR_WFFF',
    title: '没收违法所得、没收非法财物的金额(万元)',
    form: 'WAN',
    length: 19,
    need: 'OPTIONAL',
    of: ({ fact: { fields } }) => inWan((fields['confiscated'] as AmountReading | null | undefined)?.fen ?? null),
  },
  {
    name: 'CF_NR_ZKDX',
    title: '暂扣或吊销证照名称及编号',
    ...optional,
    length: 200,
    of: ({ fact }) => said(fact, 'licencesAffected'),
  },
  {
    name: 'CF_JDRQ',
    title: '处罚决定日期',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ fact: { documentOn } }) => slashed(documentOn),
  },
  {
    name: 'CF_YXQ',
    title: '处罚有效期',
    form: 'DATE',
    length: 10,
    // A fine that is paid once runs until no day.
    need: 'OPTIONAL',
    of: ({ fact: { openEnded, validUntil } }) => (openEnded ? forEver : slashed(validUntil)),
  },
  {
    name: 'CF_GSJZQ',
    title: '公示截止期',
    form: 'DATE',
    length: 10,
    need: 'REQUIRED',
    of: ({ publishedUntil }) => slashed(publishedUntil),
  },
  { name: 'CF_CFJG', title: '处罚机关', ...required, length: 200, of: ({ authority }) => authority?.name ?? null },
  {
    name: 'CF_CFJGDM',
    title: '处罚机关统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ authority }) => authority?.creditCode ?? null,
  },
  { name: 'CF_SJLY', title: '数据来源单位', ...required, length: 200, of: ({ source }) => source.name },
  {
    name: 'CF_SJLYDM',
    title: '数据来源单位统一社会信用代码',
    form: 'CODE',
    length: 18,
    need: 'REQUIRED',
    of: ({ source }) => source.creditCode,
  },
  { name: 'BZ', title: '备注', ...optional, length: 512, of: ({ fact: { remark } }) => remark },
];
