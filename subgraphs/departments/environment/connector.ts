import { defineConnector, defineRecordSet, type RecordSet, type RecordState } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { signedByMd5 } from '../../protocols/http-json-accounts.ts';
import type { JsonConnection } from '../../protocols/http-json-call.ts';
import { httpJsonOrders } from '../../protocols/http-json-orders.ts';
import { httpJson, type JsonQuery } from '../../protocols/http-json.ts';
import { orderNames } from '../../protocols/order-cells.ts';
import { grade, gradeEffect, gradeSeverity, ratedYear } from './rating.ts';

const edition = '2024';
const separators = /[,，、]/;

/** Columns about the legal representative, which any of the services may carry. */
const personalNumbers = ['FRSFZ'];
const personal = ['FDDBR'];

/** Only 1 withdraws; the column is often empty or missing, which says nothing else than 0. */
const withdrawn: Decoder<RecordState> = custom(
  'RecordState',
  ['SFCX'],
  (cells) => state('SFCX', { '0': 'VALID', '1': 'REVOKED' }).read(cells) ?? 'VALID',
);

type Own = Omit<RecordSet<JsonQuery>, 'ref' | 'personal' | 'freshFor' | 'keepFor'>;

/** The bureau brings its data up to date once a week, and lets itself be asked five thousand times a day. */
function recordSet(own: Own): RecordSet<JsonQuery> {
  return defineRecordSet<JsonQuery>({ ...own, ref: 'ID', personal, freshFor: '24h', keepFor: '30d' });
}

const ratings = recordSet({
  type: 'EnvironmentRating',
  query: { path: '/rating', send: 'query' },
  subject: { creditCode: ['TYSHXYDM'], organisationCode: ['ZZJGDM'], name: 'DWMC', personalNumbers },
  kind: 'ENVIRONMENT_RATING',
  effect: gradeEffect,
  severity: gradeSeverity,
  catalogue: { item: '信用评价结果信息', edition },
  record: {
    documentNumber: documentNumber('PJWH'),
    documentOn: date('PJRQ'),
    validFrom: date('YXQS'),
    // Here YXQZ is the end of the period; in other departments' tables the same name is its beginning.
    validUntil: until('YXQZ'),
    authority: text('PJJGMC'),
    state: withdrawn,
    endedOn: date('CXRQ'),
    remark: text('BZ'),
  },
  fields: { grade: grade('PJJG'), year: ratedYear('PJND') },
});

const permits = recordSet({
  type: 'EnvironmentPermit',
  query: { path: '/permit', send: 'query' },
  // This service has no column for a code: the permit's number begins with it.
  subject: { embedded: ['XKZBH'], name: 'DWMC', personalNumbers },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZBH'),
    documentOn: date('FZRQ'),
    validFrom: date('YXQS'),
    validUntil: until('YXQZ'),
    authority: text('FZJG'),
    state: state('ZT', { 有效: 'VALID', 注销: 'ENDED', 吊销: 'ENDED', 撤销: 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: { licenceName: custom('String', [], () => '排污许可证') },
});

const penalties = recordSet({
  type: 'EnvironmentPenalty',
  query: { path: '/penalty', send: 'form' },
  subject: { creditCode: ['TYSHXYDM'], organisationCode: ['ZZJGDM'], name: 'DWMC', personalNumbers },
  drop: (cells) => (isNoPenalty('CFLX', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('JDSWH'),
    documentOn: date('CFRQ'),
    amount: wan('FKJE'),
    authority: text('CFJG'),
    state: withdrawn,
    endedOn: date('CXRQ'),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFLX', separators), violation: text('WFXW'), withdrawnOn: date('CXRQ') },
});

const connection: JsonConnection = {
  path: '/hjxy/api',
  account: signedByMd5({ appKey: 'appKey', sign: 'sign', time: 'requestTime' }),
  wrapper: 'data',
  reply: {
    code: 'code',
    data: 'data',
    codes: { '00': 'ROWS', '96': 'REFUSED', '97': 'REFUSED', '98': 'REFUSED', '99': 'UNAVAILABLE' },
  },
};

export default defineConnector({
  title: '生态环境 / Environment',
  version: 1,
  protocol: httpJson({
    ...connection,
    // Old rows carry nothing but the organisation code, or the name.
    keys: ({ creditCode, organisationCode, name }) => ({
      tyxydm: creditCode,
      zzjgdm: organisationCode,
      ...(name === null ? {} : { frdwmc: name }),
    }),
  }),
  recordSets: { ratings, permits, penalties },
  orders: httpJsonOrders({ ...connection, service: { path: '/orders', send: 'form' }, names: orderNames }),
  rates: [
    { calls: 5, per: 'second' },
    { calls: 5000, per: 'day' },
  ],
  updates: { every: 'week', weekday: 1, at: '08:00' },
  maintenance: [{ every: 'day', from: '02:00', until: '02:30' }],
});
