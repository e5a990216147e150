import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { httpSm, type SmQuery } from '../../protocols/http-sm.ts';
import { responsibility } from './responsibility.ts';

const edition = '2024';
const separators = /[,，、]/;

type Own = Omit<RecordSet<SmQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

function recordSet(own: Own): RecordSet<SmQuery> {
  return defineRecordSet<SmQuery>({
    ...own,
    ref: 'lsh',
    subject: {
      creditCode: ['tyshxydm'],
      organisationCode: ['zzjgdm'],
      name: 'dwmc',
      nameMayBePersonal: true,
      personalNumbers: ['sfzh'],
    },
    personal: ['zyfzr', 'lxdh'],
    freshFor: '2h',
    keepFor: '14d',
  });
}

const licences = recordSet({
  type: 'WorkSafetyLicence',
  query: { service: 'licence' },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('xkzh'),
    documentOn: date('fzrq'),
    validFrom: date('yxqs'),
    validUntil: until('yxqz'),
    authority: text('fzjg'),
    // 过期 is running out of time, which is no state.
    state: state('zt', { 有效: 'VALID', 过期: 'VALID', 注销: 'ENDED', 吊销: 'ENDED', 暂扣: 'VALID', 撤销: 'REVOKED' }),
    remark: text('bz'),
  },
  fields: {
    licenceKind: code('WorkSafetyLicenceKind', 'xklb', {
      危险化学品经营许可: 'HAZARDOUS_CHEMICALS',
      烟花爆竹经营: 'FIREWORKS',
      '烟花爆竹经营(批发)': 'FIREWORKS',
      '烟花爆竹经营(零售)': 'FIREWORKS',
      安全生产许可: 'PRODUCTION_SAFETY',
      非煤矿山: 'MINE',
    }),
    scope: text('xkfw'),
  },
});

const penalties = recordSet({
  type: 'WorkSafetyPenalty',
  query: { service: 'penalty' },
  drop: (cells) => (isNoPenalty('cfzl', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('wsh'),
    documentOn: date('cfrq'),
    amount: wan('fkje'),
    authority: text('cfjg'),
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    endedOn: date('cxrq'),
    remark: text('bz'),
  },
  fields: { penaltyTypes: penaltyTypes('cfzl', separators), violation: text('wfxw') },
});

const seriousList = recordSet({
  type: 'WorkSafetySeriousListing',
  query: { service: 'serious' },
  kind: 'SERIOUS_WORK_SAFETY_DISHONESTY',
  effect: 'ADVERSE',
  severity: {
    rule: '安全生产严重失信主体名单 (应急管理部令第11号)属严重失信主体名单,按信用修复管理办法列为严重 / on a list of serious dishonesty',
    of: () => 'SERIOUS',
  },
  catalogue: { item: '严重失信主体名单信息:安全生产严重失信主体', edition },
  record: {
    documentNumber: documentNumber('rdwh'),
    documentOn: date('rdrq'),
    validFrom: date('glqs'),
    validUntil: until('glqz'),
    authority: text('rdjg'),
    state: state('zt', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
    endedOn: date('ycrq'),
    openUntilEnded: true,
    remark: text('bz'),
  },
  fields: { ground: text('lrsy'), removedBecause: text('ycyy') },
});

const standardisations = recordSet({
  type: 'SafetyStandardisation',
  query: { service: 'standardisation' },
  kind: 'SAFETY_STANDARDISATION',
  effect: ({ fields }) => (fields['grade'] === 'THIRD' ? 'NEUTRAL' : 'POSITIVE'),
  catalogue: { item: '信用评价结果信息', edition },
  record: {
    documentNumber: documentNumber('zsbh'),
    documentOn: date('pdrq'),
    validUntil: until('yxqz'),
    authority: text('pdjg'),
    state: state('zt', { 有效: 'VALID', 过期: 'VALID', 撤销: 'REVOKED', 取消: 'ENDED' }),
    endedOn: date('cxrq'),
  },
  fields: {
    grade: required(
      code('SafetyStandardisationGrade', 'dj', {
        一级: 'FIRST',
        二级: 'SECOND',
        三级: 'THIRD',
        '1': 'FIRST',
        '2': 'SECOND',
        '3': 'THIRD',
      } as const),
    ),
    trade: text('hy'),
  },
});

const accidents = recordSet({
  type: 'AccidentFinding',
  query: { service: 'accident' },
  kind: 'ACCIDENT_FINDING',
  effect: ({ fields }) => (fields['responsibility'] === 'NONE' ? 'NEUTRAL' : 'ADVERSE'),
  severity: {
    rule: '生产安全责任事故:较大以上为严重,一般事故为一般 (暂定) / accident with responsibility: serious from 较大 on, else ordinary (provisional)',
    of: ({ fields }) => (fields['accidentGrade'] === 'ORDINARY' ? 'ORDINARY' : 'SERIOUS'),
  },
  catalogue: { item: '行政管理信息:监督检查', edition },
  record: {
    documentNumber: documentNumber('bgwh'),
    documentOn: date('pfrq'),
    authority: text('pfjg'),
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    remark: text('bz'),
  },
  fields: {
    accidentGrade: required(
      code('AccidentGrade', 'sgdj', {
        一般: 'ORDINARY',
        较大: 'CONSIDERABLE',
        重大: 'MAJOR',
        特别重大: 'GRAVE',
      } as const),
    ),
    responsibility: responsibility('zrrd'),
    happenedOn: date('fsrq'),
    deaths: integer('swrs'),
  },
});

const majorHazards = recordSet({
  type: 'MajorHazardSupervision',
  query: { service: 'hazard' },
  kind: 'MAJOR_HAZARD_SUPERVISION',
  effect: 'ADVERSE',
  severity: {
    rule: '重大事故隐患挂牌督办不是处罚,暂按轻微 / supervision of a major hazard is no penalty: minor (provisional)',
    of: () => 'MINOR',
  },
  catalogue: { item: '行政管理信息:监督检查', edition },
  record: {
    documentNumber: documentNumber('gpwh'),
    documentOn: date('gprq'),
    authority: text('gpjg'),
    state: state('zt', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
    endedOn: date('xhrq'),
    openUntilEnded: true,
    remark: text('bz'),
  },
  fields: { hazard: text('yhms'), toBeCuredBy: date('zgqx') },
});

export default defineConnector({
  title: '应急管理(安全生产) / Work safety',
  version: 1,
  protocol: httpSm({
    path: '/yjxy/v1',
    windowMs: 3 * 60_000,
    reply: {
      code: 'retCode',
      total: 'total',
      page: 'page',
      rows: 'rows',
      codes: {
        '0000': 'ROWS',
        '0001': 'NONE',
        '5000': 'BUSY',
        '5001': 'MAINTENANCE',
        '4xxx': 'REFUSED',
        '5xxx': 'UNAVAILABLE',
      },
    },
    pageSize: 50,
    rowKey: 'lsh',
    keys: ({ creditCode, organisationCode, name }) => ({
      tyshxydm: creditCode,
      zzjgdm: organisationCode,
      dwmc: name ?? '',
    }),
  }),
  recordSets: { licences, penalties, seriousList, standardisations, accidents, majorHazards },
  rates: [{ calls: 20, per: 'second' }],
  maintenance: [{ every: 'month', day: 1, from: '01:00', until: '03:00' }],
});
