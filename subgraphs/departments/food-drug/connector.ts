import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { amountAgainstText } from '../../connector/decoders/amount-against-text.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, list, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { soap, type SoapQuery } from '../../protocols/soap.ts';

const edition = '2024';
const separators = /[;；、]/;
const namespace = 'http://ws.spyj.example/';

type Own = Omit<RecordSet<SoapQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

function recordSet(own: Own): RecordSet<SoapQuery> {
  return defineRecordSet<SoapQuery>({
    ...own,
    ref: 'XH',
    subject: {
      creditCode: ['TYSHXYDM'],
      registrationNumber: ['ZCH'],
      name: 'DWMC',
      nameMayBePersonal: true,
      personalNumbers: ['JYZSFZ'],
    },
    personal: ['FDDBR', 'ZLFZR'],
    freshFor: '12h',
    keepFor: '30d',
  });
}

const licences = recordSet({
  type: 'FoodDrugLicence',
  query: { LX: 'XK' },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZBH'),
    documentOn: date('FZRQ'),
    validUntil: until('YXQZ'),
    authority: text('FZJG'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'ENDED', '4': 'REVOKED' }),
    endedOn: date('ZXRQ'),
    remark: text('BZ'),
  },
  fields: {
    licenceKind: code('FoodDrugLicenceKind', 'XKLB', {
      食品生产: 'FOOD_PRODUCTION',
      食品经营: 'FOOD_BUSINESS',
      食品流通: 'FOOD_BUSINESS',
      餐饮服务: 'FOOD_BUSINESS',
      药品零售: 'MEDICINE_RETAIL',
      医疗器械经营: 'MEDICAL_DEVICES',
    }),
    scope: text('XKFW'),
    address: text('ZS'),
  },
  // 住所 of the licence; where food is made or sold (经营场所) is another place, and no address of the holder.
  states: { ADDRESS: 'address' },
});

const penalties = recordSet({
  type: 'FoodDrugPenalty',
  query: { LX: 'CF' },
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: amountAgainstText(yuan('FKJE'), 'CFNR'),
    authority: text('CFJG'),
    state: state('ZT', { '1': 'VALID', '4': 'REVOKED' }),
    endedOn: date('ZXRQ'),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), cause: text('AY'), confiscated: yuan('MSJE') },
});

const riskGrades = recordSet({
  type: 'FoodRiskGrade',
  query: { LX: 'FXDJ' },
  kind: 'FOOD_RISK_GRADE',
  effect: ({ fields }) => (({ A: 'POSITIVE', D: 'ADVERSE' }) as const)[fields['grade'] as 'A' | 'D'] ?? 'NEUTRAL',
  severity: {
    rule: '食品生产经营风险分级不是失信认定;D 级暂按轻微 / a risk grade is no finding of dishonesty: D counts as minor (provisional)',
    of: () => 'MINOR',
  },
  catalogue: { item: '信用评价结果信息', edition },
  record: {
    documentNumber: documentNumber('PDWH'),
    documentOn: date('PDRQ'),
    authority: text('PDJG'),
    state: state('ZT', { '1': 'VALID', '4': 'REVOKED' }),
  },
  // Grades of a year are often given without a notice of their own.
  identity: ['year', 'licenceNumber'],
  fields: {
    grade: required(code('FoodRiskGradeLetter', 'DJ', { A: 'A', B: 'B', C: 'C', D: 'D' } as const)),
    year: integer('ND'),
    licenceNumber: documentNumber('XKZBH'),
  },
});

const failedSamplings = recordSet({
  type: 'FailedSampling',
  query: { LX: 'CJ' },
  kind: 'SAMPLING_FAILED',
  effect: 'ADVERSE',
  severity: {
    rule: '抽检不合格:处罚另行列明,本身暂按轻微 / a failed sampling: the penalty stands apart, by itself minor (provisional)',
    of: () => 'MINOR',
  },
  catalogue: { item: '行政管理信息:监督检查', edition },
  record: {
    documentNumber: documentNumber('BGBH'),
    documentOn: date('BGRQ'),
    authority: text('ZZJG'),
    // A sample that passes the re-examination was never bad.
    state: state('FJJL', { 未复检: 'VALID', 维持: 'VALID', 合格: 'REVOKED' }),
    endedOn: date('FJRQ'),
    remark: text('BZ'),
  },
  fields: {
    product: text('CPMC'),
    failedItems: list('BHGXM', /[、;；]/),
    role: code('SampledParty', 'BCYLB', { 生产者: 'PRODUCER', 销售者: 'SELLER', 餐饮: 'CATERER' }),
    sampledOn: date('CYRQ'),
  },
});

const blacklist = recordSet({
  type: 'FoodDrugBlacklisting',
  query: { LX: 'HMD' },
  kind: 'FOOD_DRUG_BLACKLIST',
  effect: 'ADVERSE',
  severity: {
    rule: '原食品药品"黑名单",现并入严重违法失信名单,按严重失信主体名单列为严重 / the old list, now part of that of serious illegality: serious',
    of: () => 'SERIOUS',
  },
  catalogue: { item: '严重失信主体名单信息', edition },
  record: {
    documentNumber: documentNumber('RDWH'),
    documentOn: date('LRRQ'),
    validFrom: date('LRRQ'),
    validUntil: until('YXQZ'),
    authority: text('RDJG'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '4': 'REVOKED' }),
    endedOn: date('ZXRQ'),
    openUntilEnded: true,
    remark: text('BZ'),
  },
  fields: { ground: text('LRYY') },
});

export default defineConnector({
  title: '食品药品监督(已并入市场监管) / Food and drug (now market regulation)',
  version: 2,
  protocol: soap({
    path: '/spyj/CreditService.asmx',
    operation: { action: `${namespace}GetCreditInfo`, namespace, name: 'GetCreditInfo', parameter: 'queryXml' },
    request: { root: 'QUERY', user: 'YHM', password: 'MM' },
    reply: {
      root: 'RESPONSE',
      code: 'DM',
      count: 'JLS',
      rows: 'JLJ',
      row: 'JL',
      codes: { '00': 'ROWS', '01': 'NONE', E1: 'REFUSED', E2: 'REFUSED', E9: 'BUSY' },
    },
    maxRows: 100,
    keys({ creditCode, name, registrationNumber }) {
      const codes = { TYSHXYDM: creditCode, ZCH: registrationNumber ?? '', MC: '' };
      return name === null ? [codes] : [{ ...codes, MC: name }, codes];
    },
  }),
  recordSets: { licences, penalties, riskGrades, failedSamplings, blacklist },
  rates: [{ calls: 120, per: 'minute' }],
  maintenance: [{ every: 'day', from: '00:30', until: '03:30' }],
});
