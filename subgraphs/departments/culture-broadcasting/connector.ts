import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { dropFileName } from '../../protocols/file-drop-names.ts';
import type { DropQuery } from '../../protocols/file-drop-query.ts';
import { fileDrop } from '../../protocols/file-drop.ts';

const edition = '2024';
const separators = /[;；|]/;

function exports(catalogue: string, columns: string, ...optional: string[]): DropQuery {
  return {
    file: dropFileName(`WG_${catalogue}`, 'csv'),
    encoding: 'utf-8',
    columns: {
      required: ['BH', 'DWMC', 'TYSHXYDM', ...columns.split(' ')],
      optional: ['ZCH', 'FDDBR', 'FDDBRZJH', 'BZ', ...optional],
    },
    concerns: ['DWMC', 'TYSHXYDM'],
    needsFull: true,
  };
}

type Own = Omit<RecordSet<DropQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** The national platform is exported by hand on the fifth of a month; a week later the month's file is overdue. */
function recordSet(own: Own): RecordSet<DropQuery> {
  return defineRecordSet<DropQuery>({
    ...own,
    ref: 'BH',
    subject: {
      creditCode: ['TYSHXYDM'],
      registrationNumber: ['ZCH'],
      name: 'DWMC',
      nameMayBePersonal: true,
      personalNumbers: ['FDDBRZJH'],
    },
    personal: ['FDDBR'],
    freshFor: '38d',
    keepFor: '180d',
  });
}

const licences = recordSet({
  type: 'CultureLicence',
  query: exports('XK', 'XKLB XKZH FZRQ YXQZ FZJG ZT ZXRQ', 'ZS'),
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZH'),
    documentOn: date('FZRQ'),
    validUntil: until('YXQZ'),
    authority: text('FZJG'),
    state: state('ZT', { 有效: 'VALID', 已过期: 'VALID', 已注销: 'ENDED', 已吊销: 'ENDED', 已撤销: 'REVOKED' }),
    endedOn: date('ZXRQ'),
    remark: text('BZ'),
  },
  fields: {
    licenceKind: code('CultureLicenceKind', 'XKLB', {
      娱乐经营: 'ENTERTAINMENT',
      歌舞娱乐: 'ENTERTAINMENT',
      游艺娱乐: 'ENTERTAINMENT',
      互联网上网服务: 'INTERNET_CAFE',
      网吧: 'INTERNET_CAFE',
      营业性演出: 'PERFORMANCE',
      广播电视节目制作: 'BROADCAST_PRODUCTION',
    }),
    address: text('ZS'),
  },
  states: { ADDRESS: 'address' },
});

const penalties = recordSet({
  type: 'CulturePenalty',
  query: exports('CF', 'CFWH CFRQ CFZL FKJE CFJG AY ZT'),
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: yuan('FKJE'),
    authority: text('CFJG'),
    state: state('ZT', { 有效: 'VALID', 已撤销: 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), cause: text('AY') },
});

const dishonestList = recordSet({
  type: 'CultureTourismListing',
  query: exports('SX', 'SXDJ RDWH RDRQ GLQZ RDJG RDSY ZT YCRQ'),
  kind: 'CULTURE_TOURISM_DISHONESTY',
  effect: 'ADVERSE',
  severity: {
    rule: '文化和旅游市场信用管理规定 (文化和旅游部令第7号):严重失信主体为严重,轻微失信主体为轻微 / by the list itself: serious or minor',
    of: ({ fields }) => (fields['degree'] === 'SERIOUS' ? 'SERIOUS' : 'MINOR'),
  },
  catalogue: { item: '严重失信主体名单信息:文化和旅游市场失信主体', edition },
  record: {
    documentNumber: documentNumber('RDWH'),
    documentOn: date('RDRQ'),
    validFrom: date('RDRQ'),
    validUntil: until('GLQZ'),
    authority: text('RDJG'),
    state: state('ZT', { 在列: 'VALID', 已移出: 'ENDED', 已撤销: 'REVOKED' }),
    endedOn: date('YCRQ'),
    openUntilEnded: true,
    remark: text('BZ'),
  },
  fields: {
    degree: required(code('CultureTourismDegree', 'SXDJ', { 严重: 'SERIOUS', 轻微: 'MINOR' } as const)),
    ground: text('RDSY'),
  },
});

export default defineConnector({
  title: '文化广电(旅游) / Culture and broadcasting',
  version: 2,
  protocol: fileDrop,
  recordSets: { licences, penalties, dishonestList },
  updates: { every: 'month', day: 5, at: '18:00' },
  lookEvery: '1h',
});
