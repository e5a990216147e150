import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { textOf, type LegacyRow } from '../../connector/legacy-row.ts';
import { signedByMd5 } from '../../protocols/http-json-accounts.ts';
import { httpJson, type JsonQuery } from '../../protocols/http-json.ts';

const edition = '2024';

/** Experts of evaluation panels and project managers stand in the same lists. */
const isPerson = (cells: LegacyRow['cells']) => textOf(cells, 'ztlb')?.normalize('NFKC') === '2';

type Own = Omit<RecordSet<JsonQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

function recordSet(own: Own): RecordSet<JsonQuery> {
  return defineRecordSet<JsonQuery>({
    ...own,
    ref: 'id',
    subject: {
      creditCode: ['tyshxydm'],
      name: 'ztmc',
      nameMayBePersonal: true,
      personalNumbers: ['sfzh'],
      personLabel: { is: isPerson, trusted: true },
    },
    personal: ['xmjl', 'lxfs'],
    freshFor: '6h',
    keepFor: '30d',
  });
}

const biddingConduct = recordSet({
  type: 'BiddingConductRecord',
  query: { path: '/badConduct', send: 'json' },
  kind: 'BIDDING_MISCONDUCT',
  effect: 'ADVERSE',
  severity: {
    rule: '招标投标不良行为记录未列入严重失信主体名单,暂按一般 / bidding misconduct is on no list of serious dishonesty: ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '遵守法律法规情况信息', edition },
  record: {
    documentNumber: documentNumber('rdwh'),
    documentOn: date('rdrq'),
    validFrom: date('gsq'),
    validUntil: until('gsz'),
    authority: text('rdbm'),
    state: state('zt', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
    endedOn: date('ycrq'),
    remark: text('bz'),
  },
  fields: {
    conduct: code('BiddingConduct', 'xwlb', {
      围标串标: 'COLLUSION',
      弄虚作假: 'FALSE_MATERIAL',
      放弃中标: 'AWARD_ABANDONED',
      拒签合同: 'CONTRACT_REFUSED',
      转包: 'PASSED_ON',
      其他: 'OTHER',
    }),
    description: text('xwms'),
    tender: text('xmbh'),
  },
});

const awards = recordSet({
  type: 'TenderAward',
  query: { path: '/awards', send: 'json' },
  kind: 'TENDER_AWARD',
  effect: 'NEUTRAL',
  catalogue: { item: '合同履行信息', edition },
  record: {
    documentNumber: documentNumber('tzsbh'),
    documentOn: date('fcrq'),
    amount: wan('zbje'),
    authority: '遂宁市安居区公共资源交易服务中心',
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    endedOn: date('ycrq'),
    remark: text('bz'),
  },
  fields: { tender: text('xmbh'), lot: text('bdmc'), tenderName: text('xmmc') },
});

const undertakings = recordSet({
  type: 'BidderUndertaking',
  query: { path: '/undertakings', send: 'json' },
  kind: 'UNDERTAKING',
  effect: ({ fields }) => (fields['performance'] === 'BROKEN' ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '投标信用承诺未履行:未列入信用修复管理办法的分类,暂按一般 / a broken undertaking of a bidder is not classed by order 36: ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '信用承诺及履行情况信息', edition },
  record: {
    documentNumber: documentNumber('cnsbh'),
    documentOn: date('cnrq'),
    authority: '遂宁市安居区公共资源交易服务中心',
    state: state('zt', { '1': 'VALID', '2': 'REVOKED' }),
    endedOn: date('ycrq'),
    remark: text('bz'),
  },
  fields: {
    tender: text('xmbh'),
    performance: required(
      code('BidderPerformance', 'lyqk', { 未到期: 'RUNNING', 已履行: 'KEPT', 未履行: 'BROKEN' } as const),
    ),
  },
});

export default defineConnector({
  title: '公共资源交易 / Public resource trading',
  version: 1,
  protocol: httpJson({
    path: '/ggzy/credit',
    account: signedByMd5({ appKey: 'appid', sign: 'sign', time: 'ts' }),
    reply: {
      code: 'status',
      data: 'body.list',
      codes: {
        '200': 'ROWS',
        '204': 'NONE',
        '400': 'REFUSED',
        '401': 'REFUSED',
        '429': 'BUSY',
        '500': 'UNAVAILABLE',
        '503': 'MAINTENANCE',
      },
    },
    keys: ({ creditCode }) => ({ tyshxydm: creditCode }),
  }),
  recordSets: { biddingConduct, awards, undertakings },
  rates: [
    { calls: 10, per: 'second' },
    { calls: 20_000, per: 'day' },
  ],
  maintenance: [{ every: 'day', from: '23:30', until: '24:00' }],
});
