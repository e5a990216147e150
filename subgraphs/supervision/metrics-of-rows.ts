import type { Metric } from './metrics.ts';

/** Counted by the connectors while they take what departments send. */
export const rowMetrics = {
  ROWS_RECEIVED: {
    title: ['归集量', 'Rows received'],
    unit: 'COUNT',
    source: 'RECEIPTS',
    formula: [
      '期内收到的行数,按记录集和月份;整表每次收到都计',
      'rows received in the period, by record set and month; a whole table counts each time it is received',
    ],
    numerator: ['收到的行数', 'rows received'],
    denominator: null,
  },
  STORAGE_RATE: {
    title: ['入库率', 'Storage rate'],
    unit: 'SHARE',
    source: 'RECEIPTS',
    formula: [
      '入库行数 ÷ (入库 + 未关联 + 无法读取的行数);自然人、重复和仅作对照的行不计',
      'rows stored ÷ rows stored, unlinked or unreadable; rows about natural persons, repeated and mapping rows are left out',
    ],
    numerator: ['入库行数', 'rows stored'],
    denominator: ['入库、未关联、无法读取的行数', 'rows stored, unlinked or unreadable'],
  },
  COMPLIANCE_RATE: {
    title: ['合规率', 'Compliance rate'],
    unit: 'SHARE',
    source: 'RECEIPTS',
    formula: ['(收到 − 无法读取) ÷ 收到的行数', '(rows received − rows unreadable) ÷ rows received'],
    numerator: ['可读取的行数', 'rows that could be read'],
    denominator: ['收到的行数', 'rows received'],
  },
  LINKED_RATE: {
    title: ['采用率', 'Acceptance rate'],
    unit: 'SHARE',
    source: 'RECEIPTS',
    formula: ['入库 ÷ (入库 + 未关联的行数)', 'rows stored ÷ rows stored or unlinked'],
    numerator: ['关联到组织的行数', 'rows linked to an organisation'],
    denominator: ['关联和未关联的行数', 'rows linked or unlinked'],
  },
  COMPLETENESS_RATE: {
    title: ['完整率', 'Completeness rate'],
    unit: 'SHARE',
    source: 'RECORDS',
    formula: [
      '许可和处罚必填的文书号、决定日期、机关三项:已填 ÷ 应填;按期内首次收到的记录',
      'of licences and penalties first received in the period, the required items document number, date of the decision and authority: supplied ÷ required',
    ],
    numerator: ['已填项', 'items supplied'],
    denominator: ['应填项', 'items required'],
  },
  TIMELINESS_RATE: {
    title: ['双公示及时率', 'Timeliness rate'],
    unit: 'SHARE',
    source: 'RECORDS',
    formula: [
      '期内首次收到的许可和处罚:决定之日起 7 个工作日内收到 ÷ 全部;记录集首次接收之日以前作出的决定和日期不到日的不计。从未报送的不在其中',
      'licences and penalties first received in the period: those received within 7 working days of the decision ÷ all; decisions from before the record set was first received, or without a day, are left out. What was never reported is not in it',
    ],
    numerator: ['按期收到的记录', 'records received in time'],
    denominator: ['收到的记录', 'records received'],
  },
  CLASSED_RATE: {
    title: ['失信程度标识率', 'Share of adverse records with a class'],
    unit: 'SHARE',
    source: 'RECORDS',
    formula: [
      '期内首次收到的不良记录:有失信程度 ÷ 全部',
      'adverse records first received in the period: those with a class ÷ all',
    ],
    numerator: ['有失信程度的不良记录', 'adverse records with a class'],
    denominator: ['不良记录', 'adverse records'],
  },
  LIST_ENTRIES: {
    title: ['红黑名单报送量', 'Entries on lists reported'],
    unit: 'COUNT',
    source: 'RECORDS',
    formula: [
      '期内首次收到的红名单、黑名单和重点关注名单记录,按名单种类和记录集',
      'entries on red, black and watch lists first received in the period, by kind of list and record set',
    ],
    numerator: ['名单记录', 'entries'],
    denominator: null,
  },
  ZERO_STATEMENTS: {
    title: ['零增量报送数', 'Statements that there was nothing'],
    unit: 'COUNT',
    source: 'RECEIPTS',
    formula: [
      '期内收到的无行报送 (零增量),按记录集:视为已报送',
      'deliveries without a row received in the period, by record set: they count as reported',
    ],
    numerator: ['零增量报送', 'deliveries without a row'],
    denominator: null,
  },
  CODE_ERROR_RATE: {
    title: ['错码率', 'Code error rate'],
    unit: 'SHARE',
    source: 'RECORDS',
    formula: [
      '期内首次收到的记录:统一社会信用代码有误而凭其他可靠键关联 ÷ 全部',
      'records first received in the period: those with a faulty credit code, linked by another certain key ÷ all',
    ],
    numerator: ['代码有误的记录', 'records with a faulty code'],
    denominator: ['收到的记录', 'records received'],
  },
  CORRECTION_RATE: {
    title: ['纠正率', 'Correction rate'],
    unit: 'SHARE',
    source: 'FINDINGS',
    formula: [
      '期内发现的无法读取和未关联行:截至期末已离开队列 ÷ 发现;按原因',
      'unreadable and unlinked rows found in the period: those that had left their queue by its end ÷ found; by reason',
    ],
    numerator: ['已纠正的行', 'rows corrected'],
    denominator: ['发现的行', 'rows found'],
  },
  UNREADABLE_WAITING: {
    title: ['疑问量', 'Unreadable rows waiting'],
    unit: 'COUNT',
    source: 'FINDINGS',
    formula: ['期末仍在隔离区的行数,按记录集', 'rows in quarantine at the end of the period, by record set'],
    numerator: ['隔离区的行数', 'rows in quarantine'],
    denominator: null,
  },
  UNLINKED_WAITING: {
    title: ['未关联量', 'Unlinked rows waiting'],
    unit: 'COUNT',
    source: 'FINDINGS',
    formula: [
      '期末仍在未关联队列的行数,按记录集',
      'rows in the unlinked queue at the end of the period, by record set',
    ],
    numerator: ['未关联的行数', 'rows unlinked'],
    denominator: null,
  },
} as const satisfies Readonly<Record<string, Metric>>;
