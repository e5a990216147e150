import { defineConnector, defineRecordSet, type RecordSet, type Subject } from '../../connector/connector.ts';
import { amountAgainstText } from '../../connector/decoders/amount-against-text.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { period, until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, list, text } from '../../connector/decoders/text.ts';
import { textOf, type LegacyRow } from '../../connector/legacy-row.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { orderNames } from '../../protocols/order-cells.ts';
import { sqlExchangeOrders } from '../../protocols/sql-exchange-orders.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { Increments, TableQuery } from '../../protocols/sql-exchange-query.ts';
import { unlessWithdrawn, untilRemoved } from './entry-state.ts';
import { registrationState, registrationStatus } from './registration-status.ts';
import { abnormalOperationSeverity, seriousListSeverity } from './severity.ts';

const edition = '2024';
const bureau = '遂宁市安居区市场监督管理局';

const read: Increments = {
  style: 'increments',
  stamp: 'RKSJ',
  lookBackDays: 2,
  mark: { column: 'OP', deleted: 'D' },
  deletions: { table: 'T_DEL', of: 'TABNAME', key: 'KEYID', reason: 'CUTREASON', at: 'DELTIME' },
};
const mark = state('OP', { I: 'VALID', U: 'VALID', D: 'REVOKED' });
const withdrawnBecause = text('CUTREASON');

// CF_GSJZQ of T_XZCF is left out: every update of its row turns it into the present.
function table(name: string, key: string, ...columns: string[]): TableQuery {
  return { table: name, key, columns: [key, ...columns.flatMap((some) => some.split(' ')), 'OP', 'RKSJ'], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'newest' | 'freshFor' | 'keepFor'>;

/** A night's batch holds until the next one is in. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: own.query.key, newest: 'RKSJ', freshFor: '26h', keepFor: '30d' });
}

/** The party of a decision, in the column names that 双公示 gives it. Persons stand in the same tables. */
function party(prefix: 'CF_XDR' | 'XK_XDR'): Subject {
  const is = (cells: LegacyRow['cells']) =>
    textOf(cells, `${prefix}_LB`)?.normalize('NFKC').startsWith('自然人') === true;
  return {
    creditCode: [`${prefix}_SHXYM`],
    registrationNumber: [`${prefix}_GSZC`],
    organisationCode: [`${prefix}_ZZJG`],
    name: `${prefix}_MC`,
    nameMayBePersonal: true,
    personalNumbers: [`${prefix}_ZJHM`],
    personLabel: { is, trusted: true },
  };
}

const semicolons = /[;；]/;

const status = registrationStatus('REGSTATE');

const registrations = recordSet({
  type: 'MarketRegistration',
  query: {
    ...table(
      'T_REG_ENT',
      'PRIPID',
      'ENTNAME UNISCID REGNO ENTTYPE REGSTATE ESTDATE OPFROM OPTO',
      'CANDATE REVDATE OLDNAME REGORG',
    ),
    // Which of two households keeps a code that both were given can only be told from both of them.
    read: { ...read, together: 'UNISCID' },
    optional: ['DOM'],
  },
  subject: { creditCode: ['UNISCID'], registrationNumber: ['REGNO'], name: 'ENTNAME' },
  mapping: { column: 'PRIPID' },
  oneRowPerCode: true,
  kind: 'REGISTRATION',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息', edition },
  record: {
    documentOn: date('ESTDATE'),
    validFrom: date('OPFROM'),
    validUntil: until('OPTO'),
    authority: text('REGORG'),
    state: unlessWithdrawn(mark, registrationState(status)),
  },
  fields: {
    name: text('ENTNAME'),
    formerName: text('OLDNAME'),
    organisationType: text('ENTTYPE'),
    status,
    registrationNumber: text('REGNO'),
    establishedOn: date('ESTDATE'),
    address: text('DOM'),
    cancelledOn: date('CANDATE'),
    revokedOn: date('REVDATE'),
    withdrawnBecause,
  },
  states: { STATUS: 'status', ESTABLISHED_ON: 'establishedOn', ADDRESS: 'address' },
});

const penalties = recordSet({
  type: 'MarketPenalty',
  query: table(
    'T_XZCF',
    'CF_ID',
    'CF_XDR_MC CF_XDR_LB CF_XDR_SHXYM CF_XDR_GSZC CF_XDR_ZZJG CF_XDR_SWDJ CF_XDR_ZJHM',
    'CF_WSH CF_WFXW CF_YJ CF_CFLB CF_NR CF_NR_FK CF_NR_WFFF CF_NR_ZKDX',
    'CF_JDRQ CF_YXQ CF_CFJG BZ',
  ),
  subject: { ...party('CF_XDR'), taxNumber: ['CF_XDR_SWDJ'] },
  drop: (cells) => (isNoPenalty('CF_CFLB', semicolons)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CF_WSH'),
    documentOn: date('CF_JDRQ'),
    validUntil: until('CF_YXQ'),
    amount: amountAgainstText(wan('CF_NR_FK'), 'CF_NR'),
    authority: text('CF_CFJG'),
    state: mark,
    remark: text('BZ'),
  },
  fields: {
    penaltyTypes: penaltyTypes('CF_CFLB', semicolons),
    violation: text('CF_WFXW'),
    legalBasis: text('CF_YJ'),
    content: text('CF_NR'),
    confiscated: wan('CF_NR_WFFF'),
    licencesAffected: text('CF_NR_ZKDX'),
    withdrawnBecause,
  },
});

const licences = recordSet({
  type: 'MarketLicence',
  query: table(
    'T_XZXK',
    'XK_ID',
    'XK_XDR_MC XK_XDR_LB XK_XDR_SHXYM XK_XDR_GSZC XK_XDR_ZZJG XK_XDR_ZJHM',
    'XK_XKWS XK_WSH XK_XKLB XK_XKZS XK_XKBH XK_NR XK_JDRQ XK_YXQZ XK_YXQZI',
    'XK_XKJG XK_ZT BZ',
  ),
  subject: party('XK_XDR'),
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XK_WSH'),
    documentOn: date('XK_JDRQ'),
    // One letter apart: XK_YXQZ is the beginning, XK_YXQZI the end.
    validFrom: date('XK_YXQZ'),
    validUntil: until('XK_YXQZI'),
    authority: text('XK_XKJG'),
    state: unlessWithdrawn(mark, state('XK_ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED', '4': 'ENDED' })),
    remark: text('BZ'),
  },
  fields: {
    documentTitle: text('XK_XKWS'),
    licenceCategories: list('XK_XKLB', semicolons),
    licenceName: text('XK_XKZS'),
    licenceNumber: text('XK_XKBH'),
    content: text('XK_NR'),
    withdrawnBecause,
  },
});

/** In these tables PRIPID says whose row it is; the credit code beside it is mostly blank. */
const listed = { internalId: 'PRIPID', creditCode: ['UNISCID'], name: 'ENTNAME', nameMayBePersonal: true };

const abnormalOperations = recordSet({
  type: 'AbnormalOperationListing',
  query: table('T_JYYC', 'YC_ID', 'PRIPID UNISCID ENTNAME SPECAUSE ABNTIME LRWH DECORG REMEXCPRES REMDATE'),
  subject: listed,
  kind: 'ABNORMAL_OPERATION',
  effect: 'ADVERSE',
  severity: abnormalOperationSeverity,
  catalogue: { item: '经营(活动)异常名录(状态)信息', edition },
  record: {
    documentNumber: documentNumber('LRWH'),
    documentOn: date('ABNTIME'),
    validFrom: date('ABNTIME'),
    authority: text('DECORG'),
    state: unlessWithdrawn(mark, untilRemoved(date('REMDATE'))),
    endedOn: date('REMDATE'),
    openUntilEnded: true,
  },
  fields: { cause: text('SPECAUSE'), exitReason: text('REMEXCPRES'), withdrawnBecause },
});

const seriousIllegality = recordSet({
  type: 'SeriousIllegalityListing',
  query: table('T_YZWF', 'WF_ID', 'PRIPID UNISCID ENTNAME LRYY LRRQ JZRQ LRWH LRJG YCYY YCRQ'),
  subject: listed,
  kind: 'SERIOUS_ILLEGALITY',
  effect: 'ADVERSE',
  severity: seriousListSeverity,
  catalogue: { item: '严重失信主体名单信息', edition },
  record: {
    documentNumber: documentNumber('LRWH'),
    documentOn: date('LRRQ'),
    validFrom: date('LRRQ'),
    validUntil: until('JZRQ'),
    authority: text('LRJG'),
    state: unlessWithdrawn(mark, untilRemoved(date('YCRQ'))),
    endedOn: date('YCRQ'),
  },
  fields: { cause: text('LRYY'), exitReason: text('YCYY'), withdrawnBecause },
});

const annualReports = recordSet({
  type: 'MarketAnnualReport',
  query: table('T_NB', 'NB_ID', 'PRIPID ANCHEYEAR ANCHEDATE'),
  subject: { internalId: 'PRIPID' },
  kind: 'ANNUAL_REPORT',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息:年度报告', edition },
  record: { documentOn: date('ANCHEDATE'), authority: bureau, state: mark },
  fields: { year: period('ANCHEYEAR'), withdrawnBecause },
});

export default defineConnector({
  title: '市场监督管理 / Market regulation',
  protocol: sqlExchange('xyjh'),
  orders: sqlExchangeOrders('xyjh', { table: 'LHJC_ZL', names: orderNames }),
  version: 2,
  recordSets: { registrations, penalties, licences, abnormalOperations, seriousIllegality, annualReports },
  register: {
    places: ['9'],
    recordSet: 'registrations',
    name: 'name',
    status: 'status',
    formerName: 'formerName',
    registrationNumber: 'registrationNumber',
    establishedOn: 'establishedOn',
    kind: 'organisationType',
  },
  updates: { every: 'day', at: '03:00' },
  maintenance: [
    // The nightly batch locks the tables.
    { every: 'day', from: '01:00', until: '03:00' },
    { every: 'month', lastWeekday: 0, from: '00:00', until: '24:00' },
  ],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
