import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { dropFileName } from '../../protocols/file-drop-names.ts';
import type { DropQuery } from '../../protocols/file-drop-query.ts';
import { fileDrop } from '../../protocols/file-drop.ts';

const edition = '2024';
const separators = /[,，、;；]/;

function files(catalogue: string, columns: string): DropQuery {
  return {
    file: dropFileName(`DS_${catalogue}`, 'csv'),
    encoding: 'gb18030',
    columns: {
      required: ['LSH', 'NSRSBH', 'NSRMC', 'SWJG', ...columns.split(' ')],
      optional: ['DJXH', 'FDDBR', 'FRSFZH', 'BZ'],
    },
    concerns: ['NSRSBH', 'NSRMC'],
    needsFull: true,
  };
}

type Own = Omit<RecordSet<DropQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** Closed files do not grow old: what they say holds as of the day of their closing, which every answer tells. */
function recordSet(own: Own): RecordSet<DropQuery> {
  return defineRecordSet<DropQuery>({
    ...own,
    ref: 'LSH',
    subject: {
      taxNumber: ['NSRSBH'],
      name: 'NSRMC',
      nameMayBePersonal: true,
      personalNumbers: ['FRSFZH'],
    },
    personal: ['FDDBR'],
    freshFor: '36500d',
    keepFor: '36500d',
  });
}

const registrations = recordSet({
  type: 'LocalTaxRegistration',
  query: files('SWDJ', 'DJRQ DJZT ZXRQ'),
  kind: 'TAX_REGISTRATION',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息', edition },
  record: {
    documentOn: date('DJRQ'),
    authority: text('SWJG'),
    // 移交 went on at the merged bureau, whose own records say what became of it.
    state: state('DJZT', { 正常: 'VALID', 移交: 'ENDED', 非正常: 'VALID', 注销: 'ENDED' }),
    endedOn: date('ZXRQ'),
    remark: text('BZ'),
  },
  fields: { registrationStatus: text('DJZT') },
});

const arrears = recordSet({
  type: 'LocalTaxArrears',
  query: files('QSGG', 'SZ SSQ QSYE GGRQ GGWH QSZT QSRQ'),
  kind: 'TAX_ARREARS',
  effect: 'ADVERSE',
  severity: {
    rule: '欠税公告未列入信用修复管理办法的分类,暂按一般 / announced arrears are not classed by order 36: ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  catalogue: { item: '行政管理信息:欠税公告', edition },
  identity: ['documentNumber', 'taxKind', 'taxPeriod'],
  record: {
    documentNumber: documentNumber('GGWH'),
    documentOn: date('GGRQ'),
    amount: yuan('QSYE'),
    authority: text('SWJG'),
    state: state('QSZT', { 未缴: 'VALID', 已缴: 'ENDED', 移交: 'ENDED', 作废: 'REVOKED' }),
    endedOn: date('QSRQ'),
    openUntilEnded: true,
    remark: text('BZ'),
  },
  fields: { taxKind: text('SZ'), taxPeriod: text('SSQ'), arrearsStatus: text('QSZT') },
});

const penalties = recordSet({
  type: 'LocalTaxPenalty',
  query: files('XZCF', 'CFWH CFRQ CFZL FKJE AY ZT'),
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: yuan('FKJE'),
    authority: text('SWJG'),
    state: state('ZT', { '1': 'VALID', '0': 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), cause: text('AY') },
});

export default defineConnector({
  title: '地方税务局(历史数据,2018-07 并入税务局) / Local tax (history, merged in 2018-07)',
  version: 1,
  protocol: fileDrop,
  recordSets: { registrations, arrears, penalties },
  closedOn: '2018-07-05',
  lookEvery: '1h',
});
