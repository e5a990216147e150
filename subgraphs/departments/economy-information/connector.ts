import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { wan, yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { Increments, TableQuery } from '../../protocols/sql-exchange-query.ts';
import { unlessWithdrawn } from './title-state.ts';

const edition = '2024';
const bureau = '遂宁市安居区经济信息化和科学技术局';

const read: Increments = {
  style: 'increments',
  stamp: 'GXSJ',
  lookBackDays: 3,
  mark: { column: 'SJBS', deleted: 'D' },
  deletions: { table: 'SC_RZ', of: 'BM', key: 'ZJZ', reason: 'SCYY', at: 'SCSJ' },
};
const mark = state('SJBS', { I: 'VALID', U: 'VALID', D: 'REVOKED' });
const withdrawnBecause = text('SCYY');

function table(name: string, key: string, columns: string): TableQuery {
  return { table: name, key, columns: [key, 'QYMC', 'TYSHXYDM', ...columns.split(' '), 'SJBS', 'GXSJ'], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'newest' | 'subject' | 'freshFor' | 'keepFor'>;

/** Firms apply in this system themselves, under their credit code. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({
    ...own,
    subject: { creditCode: ['TYSHXYDM'], name: 'QYMC' },
    ref: own.query.key,
    newest: 'GXSJ',
    freshFor: '26h',
    keepFor: '60d',
  });
}

const renovationFilings = recordSet({
  type: 'TechnicalRenovationFiling',
  query: table('JG_BA', 'XMDM', 'XMMC ZTZ BARQ BAZT'),
  kind: 'PROJECT_FILING',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:其他行政管理 (投资项目备案)', edition },
  record: {
    documentNumber: documentNumber('XMDM'),
    documentOn: date('BARQ'),
    validFrom: date('BARQ'),
    authority: bureau,
    state: unlessWithdrawn(
      mark,
      state('BAZT', { 已备案: 'VALID', 已办结: 'ENDED', 已撤回: 'ENDED', 已作废: 'REVOKED' }),
    ),
  },
  fields: { project: text('XMMC'), investment: wan('ZTZ'), withdrawnBecause },
});

/** A title that has run out is no state of it: its end says so. */
const titleState = unlessWithdrawn(mark, state('ZT', { 有效: 'VALID', 到期: 'VALID', 取消: 'ENDED', 撤销: 'REVOKED' }));

const specialisedTitles = recordSet({
  type: 'SpecialisedTitle',
  query: table('ZJTX', 'RDID', 'CH WH RDRQ YXQZ ZT'),
  kind: 'SPECIALISED_NEW_ENTERPRISE',
  effect: 'POSITIVE',
  catalogue: { item: '诚实守信相关荣誉信息:专精特新企业', edition },
  record: {
    documentNumber: documentNumber('WH'),
    documentOn: date('RDRQ'),
    validFrom: date('RDRQ'),
    validUntil: until('YXQZ'),
    authority: bureau,
    state: titleState,
  },
  fields: {
    title: code('SpecialisedTitleKind', 'CH', {
      小巨人: 'LITTLE_GIANT',
      '专精特新“小巨人”企业': 'LITTLE_GIANT',
      专精特新: 'SPECIALISED_NEW',
      专精特新中小企业: 'SPECIALISED_NEW',
      创新型: 'INNOVATIVE',
      创新型中小企业: 'INNOVATIVE',
    }),
    withdrawnBecause,
  },
  // One announcement may give a firm two titles.
  identity: ['documentNumber', 'title'],
});

const greenFactories = recordSet({
  type: 'GreenFactory',
  query: table('LSGC', 'RDID', 'JB WH RDRQ YXQZ ZT'),
  kind: 'GREEN_FACTORY',
  effect: 'POSITIVE',
  catalogue: { item: '诚实守信相关荣誉信息:绿色工厂', edition },
  record: {
    documentNumber: documentNumber('WH'),
    documentOn: date('RDRQ'),
    validFrom: date('RDRQ'),
    validUntil: until('YXQZ'),
    authority: bureau,
    state: titleState,
  },
  fields: {
    level: code('GreenFactoryLevel', 'JB', { 国家级: 'NATIONAL', 省级: 'PROVINCIAL', 市级: 'MUNICIPAL' }),
    withdrawnBecause,
  },
});

const separators = /[;；+]/;

const energyPenalties = recordSet({
  type: 'EnergyPenalty',
  query: table('JN_CF', 'CFID', 'CFWH WFSX CFZL FKJE CFRQ CFJG'),
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: yuan('FKJE'),
    authority: text('CFJG'),
    state: mark,
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), violation: text('WFSX'), withdrawnBecause },
});

export default defineConnector({
  title: '经济和信息化 / Economy and information',
  protocol: sqlExchange('gxsb'),
  version: 1,
  recordSets: { renovationFilings, specialisedTitles, greenFactories, energyPenalties },
  updates: { every: 'day', at: '00:40' },
  maintenance: [{ every: 'day', from: '00:10', until: '00:40' }],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
