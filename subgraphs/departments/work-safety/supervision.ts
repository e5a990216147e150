import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { edition, recordSet } from './record-set.ts';
import { responsibility } from './responsibility.ts';

export const seriousList = recordSet({
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

export const standardisations = recordSet({
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

export const accidents = recordSet({
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

export const majorHazards = recordSet({
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
