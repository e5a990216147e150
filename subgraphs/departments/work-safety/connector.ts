import { defineConnector } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { httpSm } from '../../protocols/http-sm.ts';
import { edition, recordSet } from './record-set.ts';
import { accidents, majorHazards, seriousList, standardisations } from './supervision.ts';

const separators = /[,，、]/;

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
