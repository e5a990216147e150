import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { wan, yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { textOf, type LegacyRow } from '../../connector/legacy-row.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { byToken } from '../../protocols/http-json-accounts.ts';
import { httpJson, type JsonQuery } from '../../protocols/http-json.ts';

const edition = '2024';
const separators = /[;；]/;

/** Old price cases were brought against stallholders too; the bureau labels them reliably. */
const isPerson = (cells: LegacyRow['cells']) => textOf(cells, 'XDRLB')?.normalize('NFKC') === '自然人';

type Own = Omit<RecordSet<JsonQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** Works on the day's state of its business system, which is filled at noon and in the evening. */
function recordSet(own: Own): RecordSet<JsonQuery> {
  return defineRecordSet<JsonQuery>({
    ...own,
    ref: 'LSH',
    subject: {
      creditCode: ['TYSHXYDM'],
      organisationCode: ['ZZJGDM'],
      name: 'DWMC',
      nameMayBePersonal: true,
      personalNumbers: ['ZJHM'],
      personLabel: { is: isPerson, trusted: true },
    },
    personal: ['FDDBR', 'LXR', 'LXDH'],
    freshFor: '12h',
    keepFor: '30d',
  });
}

const projects = recordSet({
  type: 'ProjectDecision',
  query: { path: '/projects', send: 'query' },
  kind: 'PROJECT_DECISION',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('PFWH'),
    documentOn: date('PFRQ'),
    validUntil: until('YXQZ'),
    authority: text('PFJG'),
    state: state('ZT', { 有效: 'VALID', 延期: 'VALID', 注销: 'ENDED', 失效: 'VALID', 撤销: 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: {
    procedure: code('ProjectProcedure', 'SPLB', { 审批: 'APPROVAL', 核准: 'VERIFICATION', 备案: 'FILING' }),
    projectCode: text('XMDM'),
    projectName: text('XMMC'),
    investment: wan('ZTZ'),
  },
});

const penalties = recordSet({
  type: 'DevelopmentReformPenalty',
  query: { path: '/penalties', send: 'query' },
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('JDSWH'),
    documentOn: date('CFRQ'),
    amount: yuan('FKJE'),
    authority: text('CFJG'),
    state: state('CXBZ', { '0': 'VALID', '1': 'REVOKED' }),
    endedOn: date('CXRQ'),
    remark: text('BZ'),
  },
  fields: {
    domain: code('DevelopmentReformDomain', 'CFLY', {
      节能: 'ENERGY',
      价格: 'PRICE',
      粮食: 'GRAIN',
      招投标: 'BIDDING',
    }),
    penaltyTypes: penaltyTypes('CFZL', separators),
    violation: text('WFSS'),
  },
});

const undertakings = recordSet({
  type: 'CreditUndertaking',
  query: { path: '/undertakings', send: 'query' },
  kind: 'UNDERTAKING',
  effect: ({ fields }) => (fields['performance'] === 'BROKEN' ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '信用承诺未履行:未列入信用修复管理办法的分类,暂按一般 / a broken undertaking is not classed by order 36: ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '信用承诺及履行情况信息', edition },
  record: {
    documentNumber: documentNumber('CNBH'),
    documentOn: date('CNRQ'),
    authority: text('SLDW'),
    state: state('ZT', { '1': 'VALID', '0': 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: {
    undertakingKind: code('UndertakingKind', 'CNLX', {
      审批替代: 'INSTEAD_OF_APPROVAL',
      容缺受理: 'WITH_GAPS',
      主动: 'VOLUNTARY',
      信用修复: 'CREDIT_REPAIR',
    }),
    matter: text('CNSX'),
    // Not the end of the record: a broken undertaking does not run out with its term.
    dueOn: date('LYQX'),
    performance: required(
      code('UndertakingPerformance', 'LYZT', { '1': 'RUNNING', '2': 'KEPT', '3': 'BROKEN' } as const),
    ),
  },
});

export default defineConnector({
  title: '发展和改革 / Development and reform',
  version: 1,
  protocol: httpJson({
    path: '/fgxy/open/v2',
    account: byToken({ header: 'X-Access-Token' }),
    reply: {
      code: 'errcode',
      data: 'result.rows',
      codes: {
        '0': 'ROWS',
        '1004': 'NONE',
        '2001': 'REFUSED',
        '2002': 'REFUSED',
        '3001': 'BUSY',
        '3002': 'MAINTENANCE',
        '9999': 'UNAVAILABLE',
      },
    },
    // Rows from before 2016 carry nothing but the organisation code.
    keys: ({ creditCode, organisationCode }) => ({ tyshxydm: creditCode, zzjgdm: organisationCode }),
  }),
  recordSets: { projects, penalties, undertakings },
  rates: [{ calls: 600, per: 'minute' }],
  updates: { every: 'day', at: '19:00' },
  maintenance: [{ every: 'week', weekday: 6, from: '20:00', until: '22:00' }],
});
