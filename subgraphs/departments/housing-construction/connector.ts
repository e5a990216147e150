import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import type { SmConnection } from '../../protocols/http-sm-call.ts';
import { httpSmOrders } from '../../protocols/http-sm-orders.ts';
import { httpSm, type SmQuery } from '../../protocols/http-sm.ts';
import { lowerCaseOrderNames } from '../../protocols/order-cells.ts';
import { conduct, conductSeverity, isBad, publicationOpenEnded, publicationUntil } from './conduct.ts';
import { droppedPerson, ofOrganisation, personal, subject } from './subject.ts';

const edition = '2024';
const separators = /[,，、;；]/;

type Own = Omit<RecordSet<SmQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** The bureau's data change at any moment of its working day. */
function recordSet(own: Own): RecordSet<SmQuery> {
  return defineRecordSet<SmQuery>({
    drop: droppedPerson,
    ...own,
    ref: 'bh',
    subject,
    personal,
    freshFor: '1h',
    keepFor: '14d',
  });
}

const qualifications = recordSet({
  type: 'ConstructionQualification',
  query: { service: 'qualification' },
  kind: ofOrganisation(() => 'LICENCE'),
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('zsbh'),
    documentOn: date('fzrq'),
    // In this system yxqz is the end of the period; elsewhere the same name is its beginning.
    validUntil: until('yxqz'),
    authority: text('fzjg'),
    state: state('zt', { 有效: 'VALID', 注销: 'ENDED', 撤回: 'ENDED', 吊销: 'ENDED', 撤销: 'REVOKED' }),
    remark: text('bz'),
  },
  fields: { licenceName: text('zzmc'), grade: text('zzdj') },
});

const conducts = recordSet({
  type: 'ConstructionConductRecord',
  query: { service: 'conduct' },
  kind: ofOrganisation((row) => (isBad(row) ? 'BAD_CONDUCT' : 'GOOD_CONDUCT')),
  effect: (row) => (isBad(row) ? 'ADVERSE' : 'POSITIVE'),
  severity: conductSeverity,
  catalogue: { item: '遵守法律法规情况信息', edition },
  record: {
    documentNumber: documentNumber('rdwh'),
    documentOn: date('rdrq'),
    authority: text('rdjg'),
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    remark: text('bz'),
  },
  fields: {
    conduct: conduct('xwlx'),
    description: text('xwms'),
    publicationFrom: date('gsqs'),
    publicationUntil: publicationUntil('gsqs', 'gsqz'),
    publicationOpenEnded: publicationOpenEnded('gsqz'),
  },
});

const penalties = recordSet({
  type: 'ConstructionPenalty',
  query: { service: 'penalty' },
  drop: (cells) => droppedPerson(cells) ?? (isNoPenalty('cflx', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: ofOrganisation(() => 'PENALTY'),
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('wsh'),
    documentOn: date('cfrq'),
    amount: yuan('cfje'),
    authority: text('cfjg'),
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    remark: text('bz'),
  },
  fields: { penaltyTypes: penaltyTypes('cflx', separators) },
});

const connection: SmConnection = {
  path: '/zjxy/v1',
  windowMs: 5 * 60_000,
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
};

export default defineConnector({
  title: '住房和城乡建设 / Housing and construction',
  version: 1,
  protocol: httpSm({
    ...connection,
    pageSize: 50,
    rowKey: 'bh',
    // Old rows carry nothing but the organisation code, or the name.
    keys: ({ creditCode, organisationCode, name }) => ({
      tyshxydm: creditCode,
      zzjgdm: organisationCode,
      dwmc: name ?? '',
    }),
  }),
  recordSets: { qualifications, conducts, penalties },
  orders: httpSmOrders({ ...connection, service: 'orders', names: lowerCaseOrderNames }),
  rates: [{ calls: 10, per: 'second' }],
  maintenance: [{ every: 'week', weekday: 0, from: '22:00', until: '24:00' }],
});
