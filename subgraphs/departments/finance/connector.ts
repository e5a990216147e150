import { defineConnector, defineRecordSet, type RecordSet, type Subject } from '../../connector/connector.ts';
import { wan, yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { TableQuery, WholeTable } from '../../protocols/sql-exchange-query.ts';
import { complaintEffect, complaintResult } from './complaint-result.ts';

const edition = '2024';
const bureau = '遂宁市安居区财政局';

const read: WholeTable = {
  style: 'whole',
  handshake: { table: 'SJ_PC', of: 'BM', batch: 'PC', rows: 'HS', at: 'SCSJ' },
};

function table(name: string, columns: string): TableQuery {
  return { table: name, key: 'XH', columns: ['XH', ...columns.split(' ')], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'freshFor' | 'keepFor'>;

/** Tables are written every night from the bureau's site; at weekends nobody looks whether they were. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: 'XH', freshFor: '72h', keepFor: '90d' });
}

/** The bureau knows organisations by name; their code is written beside it where somebody had it at hand. */
function named(name: string): Subject {
  return { creditCode: ['TYSHXYDM'], name, nameMayBePersonal: true, personalNumbers: ['SFZH'] };
}

const procurementViolations = recordSet({
  type: 'ProcurementViolationListing',
  query: table('CG_SXMD', 'GYSMC TYSHXYDM SFZH XWQX CFJG CFWH CFRQ GBRQ JZRQ ZFDW ZT YCRQ'),
  subject: named('GYSMC'),
  kind: 'PROCUREMENT_SERIOUS_VIOLATION',
  effect: 'ADVERSE',
  severity: {
    rule: '列入严重失信主体名单 (信用修复管理办法;财办库〔2014〕526号) / entry on a list of serious dishonesty, NDRC order 36',
    of: () => 'SERIOUS',
  },
  catalogue: { item: '严重失信主体名单信息:政府采购严重违法失信行为记录名单', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    validFrom: date('GBRQ'),
    validUntil: until('JZRQ'),
    authority: text('ZFDW'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
    endedOn: date('YCRQ'),
  },
  fields: { conduct: text('XWQX'), result: text('CFJG') },
});

const procurementComplaints = recordSet({
  type: 'ProcurementComplaintDecision',
  query: table('CG_TSCL', 'TSRMC TYSHXYDM SFZH XMMC CLJG CLWH CLRQ'),
  subject: named('TSRMC'),
  kind: 'PROCUREMENT_COMPLAINT_DECISION',
  effect: complaintEffect,
  severity: {
    rule: '信用修复管理办法未将此类记录归类,暂按一般 / NDRC order 36 does not class these: ordinary by assumption',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '行政管理信息:行政裁决', edition },
  record: { documentNumber: documentNumber('CLWH'), documentOn: date('CLRQ'), authority: bureau },
  fields: { result: complaintResult('CLJG'), project: text('XMMC') },
});

const bookkeepingLicences = recordSet({
  type: 'BookkeepingLicence',
  query: table('DLJZ', 'JGMC TYSHXYDM XKZBH FZRQ ZT ZXRQ'),
  subject: { creditCode: ['TYSHXYDM'], name: 'JGMC' },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZBH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    authority: bureau,
    state: state('ZT', { 正常: 'VALID', 注销: 'ENDED', 撤回: 'ENDED', 撤销: 'REVOKED' }),
    endedOn: date('ZXRQ'),
    openUntilEnded: true,
  },
  fields: {},
});

const separators = /[;；,，]/;

const fiscalFundViolations = recordSet({
  type: 'FiscalFundViolation',
  query: table('ZJ_WG', 'DWMC TYSHXYDM WGSX CFZL FKJE SJJE JDWH JDRQ CXBZ BZ'),
  subject: { creditCode: ['TYSHXYDM'], name: 'DWMC' },
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'FISCAL_FUND_VIOLATION',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('JDWH'),
    documentOn: date('JDRQ'),
    amount: yuan('FKJE'),
    authority: bureau,
    state: state('CXBZ', { 否: 'VALID', 是: 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: {
    penaltyTypes: penaltyTypes('CFZL', separators),
    violation: text('WGSX'),
    // Beside a fine in 元 the funds are in 万元.
    fundsConcerned: wan('SJJE'),
  },
});

export default defineConnector({
  title: '财政 / Finance',
  protocol: sqlExchange('czqz'),
  version: 1,
  recordSets: { procurementViolations, procurementComplaints, bookkeepingLicences, fiscalFundViolations },
  updates: { every: 'day', at: '02:30' },
  maintenance: [{ every: 'day', from: '02:00', until: '02:30' }],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
