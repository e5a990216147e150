import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { amountAgainstText } from '../../connector/decoders/amount-against-text.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { period, until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, list, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { Increments, TableQuery } from '../../protocols/sql-exchange-query.ts';
import { unlessWithdrawn } from './row-state.ts';
import { verificationEffect, verificationResult } from './verification-result.ts';

const edition = '2024';
const bureau = '遂宁市安居区卫生健康局';

const read: Increments = {
  style: 'increments',
  stamp: 'CRSJ',
  // Clinics' counters pass on their rows at the end of a week.
  lookBackDays: 7,
  mark: { column: 'CZBZ', deleted: 'D' },
  deletions: { table: 'SC_JL', of: 'BM', key: 'ZJ', reason: 'SCYY', at: 'SCSJ' },
};
const mark = state('CZBZ', { I: 'VALID', U: 'VALID', D: 'REVOKED' });
const withdrawnBecause = text('SCYY');

function table(name: string, key: string, columns: string): TableQuery {
  return { table: name, key, columns: [key, ...columns.split(' '), 'CZBZ', 'CRSJ'], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'newest' | 'freshFor' | 'keepFor'>;

function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: own.query.key, newest: 'CRSJ', freshFor: '26h', keepFor: '60d' });
}

const licenceState = unlessWithdrawn(mark, state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'ENDED', '4': 'REVOKED' }));

const medicalLicences = recordSet({
  type: 'MedicalInstitutionLicence',
  query: table('YLJG', 'JGID', 'JGMC TYSHXYDM ZZJGDM SFZH DJH ZLKM JGDZ FZRQ YXQZ ZT'),
  // A clinic may bear its physician's name.
  subject: {
    creditCode: ['TYSHXYDM'],
    organisationCode: ['ZZJGDM'],
    name: 'JGMC',
    nameMayBePersonal: true,
    personalNumbers: ['SFZH'],
  },
  mapping: { column: 'JGID' },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('DJH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    validUntil: until('YXQZ'),
    authority: bureau,
    state: licenceState,
  },
  fields: { subjects: list('ZLKM', /[;；/]/), address: text('JGDZ'), withdrawnBecause },
  states: { ADDRESS: 'address' },
});

const medicalVerifications = recordSet({
  type: 'MedicalInstitutionVerification',
  query: table('YLJG_JY', 'JYID', 'JGID JYND JYJL JYRQ ZHQX'),
  subject: { internalId: 'JGID' },
  kind: 'MEDICAL_VERIFICATION',
  effect: verificationEffect,
  severity: {
    rule: '信用修复管理办法未将此类记录归类,暂按一般 / NDRC order 36 does not class these: ordinary by assumption',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '行政管理信息:监督检查 (医疗机构校验)', edition },
  record: {
    documentOn: date('JYRQ'),
    validFrom: date('JYRQ'),
    // The time that a deferred institution has to mend its defects, then it is verified again.
    validUntil: until('ZHQX'),
    authority: bureau,
    state: mark,
  },
  fields: { result: verificationResult('JYJL'), year: period('JYND'), withdrawnBecause },
  identity: ['year', 'result'],
});

const hygieneLicences = recordSet({
  type: 'HygieneLicence',
  query: table('GGCS', 'XKID', 'DWMC TYSHXYDM GSZCH SFZH XKZH LHDJ FZRQ YXQZ ZT'),
  subject: {
    creditCode: ['TYSHXYDM'],
    registrationNumber: ['GSZCH'],
    name: 'DWMC',
    nameMayBePersonal: true,
    personalNumbers: ['SFZH'],
  },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    validUntil: until('YXQZ'),
    authority: bureau,
    state: licenceState,
  },
  fields: {
    grade: code('HygieneGrade', 'LHDJ', { A: 'A', B: 'B', C: 'C', A级: 'A', B级: 'B', C级: 'C' }),
    withdrawnBecause,
  },
});

const semicolons = /[;；]/;

const penalties = recordSet({
  type: 'HealthPenalty',
  query: table('WS_CF', 'CFID', 'DSRLX DSRMC TYSHXYDM ZZJGDM SFZH CFWH AY CFZL FKJE CFNR CFRQ CFJG'),
  subject: {
    creditCode: ['TYSHXYDM'],
    organisationCode: ['ZZJGDM'],
    name: 'DSRMC',
    nameMayBePersonal: true,
    personalNumbers: ['SFZH'],
    // Clerks choose 个人 for every household with an owner.
    personLabel: { is: (cells) => String(cells['DSRLX'] ?? '').trim() === '个人', trusted: false },
  },
  drop: (cells) => (isNoPenalty('CFZL', semicolons)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: amountAgainstText(yuan('FKJE'), 'CFNR'),
    authority: text('CFJG'),
    state: mark,
    remark: text('CFNR'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', semicolons), violation: text('AY'), withdrawnBecause },
});

const hazardDeclarations = recordSet({
  type: 'OccupationalHazardDeclaration',
  query: table('ZYB_SB', 'SBID', 'DWMC TYSHXYDM SBND SBRQ FXDJ'),
  subject: { creditCode: ['TYSHXYDM'], name: 'DWMC' },
  kind: 'OCCUPATIONAL_HAZARD_DECLARATION',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:其他行政管理 (职业病危害项目申报)', edition },
  record: { documentOn: date('SBRQ'), authority: bureau, state: mark },
  fields: {
    year: period('SBND'),
    risk: code('OccupationalHazardRisk', 'FXDJ', { 一般: 'ORDINARY', 严重: 'SERIOUS', 较重: 'SERIOUS' }),
    withdrawnBecause,
  },
  identity: ['year'],
});

export default defineConnector({
  title: '卫生健康 / Health',
  protocol: sqlExchange('wsqz'),
  version: 2,
  recordSets: { medicalLicences, medicalVerifications, hygieneLicences, penalties, hazardDeclarations },
  updates: { every: 'day', at: '06:00' },
  maintenance: [{ every: 'day', from: '05:30', until: '06:00' }],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
