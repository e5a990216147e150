import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { textOf } from '../../connector/legacy-row.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { dropFileName } from '../../protocols/file-drop-names.ts';
import type { DropQuery } from '../../protocols/file-drop-query.ts';
import { fileDrop } from '../../protocols/file-drop.ts';

const edition = '2024';
const separators = /[;；]/;

function messages(item: string, columns: string, ...optional: string[]): DropQuery {
  return {
    file: dropFileName(`SF_${item}`, 'xml'),
    encoding: 'gb18030',
    xml: {
      root: 'ExchangeMessage',
      header: 'Header',
      item: { element: 'item', value: item },
      count: 'count',
      body: 'Body',
      row: 'fields',
    },
    columns: {
      required: ['ID', 'DXLB', 'JGMC', 'TYSHXYDM', ...columns.split(' ')],
      optional: ['ZZJGDM', 'XM', 'SFZH', 'FZR', 'BZ', ...optional],
    },
    concerns: ['JGMC', 'TYSHXYDM'],
    needsFull: true,
  };
}

type Own = Omit<RecordSet<DropQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** The provincial system sends its messages once a week; they are about practitioners as well, who are nobody's concern here. */
function recordSet(own: Own): RecordSet<DropQuery> {
  return defineRecordSet<DropQuery>({
    // A practitioner's row names the firm and its code: the label alone tells.
    drop: (cells) => (textOf(cells, 'DXLB')?.normalize('NFKC') === '2' ? 'NATURAL_PERSON' : null),
    ...own,
    ref: 'ID',
    subject: {
      creditCode: ['TYSHXYDM'],
      organisationCode: ['ZZJGDM'],
      name: 'JGMC',
      nameMayBePersonal: true,
      personalNumbers: ['SFZH'],
    },
    personal: ['XM', 'FZR'],
    freshFor: '9d',
    keepFor: '90d',
  });
}

const practices = recordSet({
  type: 'LegalPractice',
  query: messages('ZYJG', 'JGLB ZYXKZH FZRQ FZJG ZYZT ZXRQ CYM', 'JGZS'),
  kind: 'REGISTRATION',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息', edition },
  record: {
    documentNumber: documentNumber('ZYXKZH'),
    documentOn: date('FZRQ'),
    authority: text('FZJG'),
    state: state('ZYZT', { 正常: 'VALID', 停业整顿: 'VALID', 注销: 'ENDED', 吊销: 'ENDED', 撤销: 'REVOKED' }),
    endedOn: date('ZXRQ'),
    remark: text('BZ'),
  },
  fields: {
    name: text('JGMC'),
    formerName: text('CYM'),
    practiceKind: text('JGLB'),
    status: text('ZYZT'),
    establishedOn: date('FZRQ'),
    address: text('JGZS'),
  },
  states: { STATUS: 'status', ESTABLISHED_ON: 'establishedOn', ADDRESS: 'address' },
});

const assessments = recordSet({
  type: 'LegalPracticeAssessment',
  query: messages('NDKH', 'ND KHJG KHRQ KHWH KHJGMC'),
  kind: 'ANNUAL_ASSESSMENT',
  effect: ({ fields }) => (fields['result'] === 'FAILED' ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '法律服务机构年度考核不合格:未列入信用修复管理办法的分类,暂按轻微 / failed annual assessment: not classed by order 36, minor (provisional)',
    of: () => 'MINOR',
  },
  catalogue: { item: '信用评价结果信息', edition },
  identity: ['year'],
  record: { documentNumber: documentNumber('KHWH'), documentOn: date('KHRQ'), authority: text('KHJGMC') },
  fields: {
    year: integer('ND'),
    result: required(
      code('LegalAssessmentResult', 'KHJG', {
        合格: 'PASSED',
        优秀: 'PASSED',
        基本合格: 'BARELY',
        不合格: 'FAILED',
        不称职: 'FAILED',
      } as const),
    ),
  },
});

const penalties = recordSet({
  type: 'LegalPracticePenalty',
  query: messages('XZCF', 'CFWH CFRQ CFZL FKJE CFJG AY CXBZ CXRQ'),
  drop: (cells) => {
    if (textOf(cells, 'DXLB')?.normalize('NFKC') === '2') return 'NATURAL_PERSON';
    return isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null;
  },
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: yuan('FKJE'),
    authority: text('CFJG'),
    state: state('CXBZ', { '0': 'VALID', '1': 'REVOKED' }),
    endedOn: date('CXRQ'),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), cause: text('AY') },
});

export default defineConnector({
  title: '司法行政 / Justice',
  version: 2,
  protocol: fileDrop,
  recordSets: { practices, assessments, penalties },
  register: {
    places: ['3'],
    recordSet: 'practices',
    name: 'name',
    status: 'status',
    formerName: 'formerName',
    establishedOn: 'establishedOn',
    kind: 'practiceKind',
  },
  updates: { every: 'week', weekday: 1, at: '07:00' },
  lookEvery: '30m',
});
