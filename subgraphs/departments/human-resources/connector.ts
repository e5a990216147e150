import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { period, until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { orderNames } from '../../protocols/order-cells.ts';
import { sqlExchangeOrders } from '../../protocols/sql-exchange-orders.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { TableQuery, WholeTable } from '../../protocols/sql-exchange-query.ts';
import { gradeEffect, labourGrade } from './labour-grade.ts';
import { endedIfRemoved, endedOnceCured } from './removal-state.ts';

const edition = '2024';
const bureau = '遂宁市安居区人力资源和社会保障局';

// AAE036 is left out: it is the time of a migration or made up, and would make every night's table look new.
const read: WholeTable = {
  style: 'whole',
  handshake: { table: 'QZ_ZT', of: 'BM', batch: 'PC', rows: 'ZHS', at: 'WCSJ' },
};

function table(name: string, key: string, ...columns: string[]): TableQuery {
  return { table: name, key, columns: [key, ...columns.flatMap((some) => some.split(' '))], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'freshFor' | 'keepFor'>;

/** A night's table holds until the next one, on the first of a month until its maintenance is over. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: own.query.key, freshFor: '30h', keepFor: '90d' });
}

const ordinary: NonNullable<RecordSet['severity']> = {
  rule: '信用修复管理办法未将此类记录归类,暂按一般 / NDRC order 36 does not class these: ordinary by assumption',
  of: () => 'ORDINARY',
};

/** Employers, and people in flexible employment, under the numbers by which the other tables know them. */
const units = recordSet({
  type: 'Unit',
  query: table('AB01', 'AAB001', 'AAB004 AAB003 AAB007 AAC002 AAE013'),
  subject: {
    organisationCode: ['AAB003'],
    registrationNumber: ['AAB007'],
    name: 'AAB004',
    nameMayBePersonal: true,
    personalNumbers: ['AAC002'],
  },
  mapping: { column: 'AAB001' },
  mappingOnly: true,
  kind: 'REGISTRATION',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息', edition },
  record: { authority: bureau, remark: text('AAE013') },
  fields: {},
});

const labourRatings = recordSet({
  type: 'LabourRating',
  query: table('LDBZ_PJ', 'ID', 'AAB001 AAB004 PJND PJDJ PJRQ WH AAE013'),
  subject: { internalId: 'AAB001', name: 'AAB004', nameMayBePersonal: true },
  kind: 'LABOUR_RATING',
  effect: gradeEffect,
  severity: ordinary,
  catalogue: { item: '信用评价结果信息:劳动保障守法诚信等级', edition },
  record: {
    documentNumber: documentNumber('WH'),
    documentOn: date('PJRQ'),
    authority: bureau,
    remark: text('AAE013'),
  },
  fields: { year: period('PJND'), grade: labourGrade('PJDJ') },
  // One notice may rate several years.
  identity: ['documentNumber', 'authority', 'year'],
});

const listState = state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' });

const wageArrears = recordSet({
  type: 'WageArrearsListing',
  query: table('QX_MD', 'ID', 'AAB001 AAB004 AAB003 LRJDWH LRRQ JZRQ QXJE QXRS YCRQ YCYY', 'AAC002 ZT AAE013'),
  subject: {
    internalId: 'AAB001',
    organisationCode: ['AAB003'],
    name: 'AAB004',
    nameMayBePersonal: true,
    personalNumbers: ['AAC002'],
  },
  kind: 'WAGE_ARREARS_LIST',
  effect: 'ADVERSE',
  severity: {
    rule: '列入严重失信主体名单 (信用修复管理办法、人社部令第45号) / entry on a list of serious dishonesty, NDRC order 36',
    of: () => 'SERIOUS',
  },
  catalogue: { item: '严重失信主体名单信息:拖欠农民工工资失信联合惩戒对象', edition },
  record: {
    documentNumber: documentNumber('LRJDWH'),
    documentOn: date('LRRQ'),
    validFrom: date('LRRQ'),
    validUntil: until('JZRQ'),
    amount: yuan('QXJE'),
    authority: bureau,
    state: endedIfRemoved(listState, date('YCRQ')),
    endedOn: date('YCRQ'),
    remark: text('AAE013'),
  },
  fields: { workers: integer('QXRS'), exitReason: text('YCYY') },
});

const insurances = {
  '110': 'PENSION',
  '210': 'UNEMPLOYMENT',
  '310': 'MEDICAL',
  '410': 'WORK_INJURY',
  '510': 'MATERNITY',
} as const;
const validity = state('AAE100', { '1': 'VALID', '0': 'REVOKED' });

const insuranceArrears = recordSet({
  type: 'SocialInsuranceArrears',
  query: table('SB_QF', 'ID', 'AAB001 AAE140 AAE003 QFJE RDRQ BJRQ AAE100'),
  subject: { internalId: 'AAB001' },
  kind: 'SOCIAL_INSURANCE_ARREARS',
  effect: 'ADVERSE',
  severity: ordinary,
  catalogue: { item: '行政管理信息:社会保险费征缴', edition },
  record: {
    documentOn: date('RDRQ'),
    amount: yuan('QFJE'),
    authority: bureau,
    state: endedOnceCured(validity, date('BJRQ')),
    endedOn: date('BJRQ'),
    openUntilEnded: true,
  },
  fields: { insurance: code('SocialInsurance', 'AAE140', insurances), period: period('AAE003') },
});

export default defineConnector({
  title: '人力资源和社会保障 / Human resources and social security',
  protocol: sqlExchange('jbqz'),
  orders: sqlExchangeOrders('jbqz', { table: 'LHJC_ZL', names: orderNames }),
  version: 1,
  recordSets: { units, labourRatings, wageArrears, insuranceArrears },
  updates: { every: 'day', at: '04:10' },
  maintenance: [
    { every: 'month', day: 1, from: '00:00', until: '08:00' },
    // Half-written tables may by chance have as many rows as the batch before.
    { every: 'day', from: '04:00', until: '04:10' },
  ],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
