import { defineConnector, defineRecordSet, type Duration, type RecordSet } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { fileDropOrders } from '../../protocols/file-drop-orders.ts';
import { fileDrop } from '../../protocols/file-drop.ts';
import { dropFileName } from '../../protocols/file-drop-names.ts';
import type { DropQuery } from '../../protocols/file-drop-query.ts';
import { balance, grade, taxPeriod, year } from './decoders.ts';
import { feedbackFileName, orderFileNames, orderFilePrefix } from './order-files.ts';
import { rowMarks } from './row-marks.ts';

// A file is due each day from 05:00 to 06:00, in the first half of a month by 12:00: 31 hours after the one before.
const freshFor: Duration = '32h';
const keepFor: Duration = '90d';
const edition = '2024';

const subject = {
  taxNumber: ['NSRSBH'],
  name: 'NSRMC',
  // A household business may stand under its owner's name.
  nameMayBePersonal: true,
  personalNumbers: ['FRSFZH'],
};
const personal = ['FDDBR'];
const marks = rowMarks({ mark: 'CZLX', reason: 'SCYY' });
const everyFile = ['NSRSBH', 'NSRMC', 'SWJG', 'CZLX', 'SCYY'];
const anyFile = ['XH', 'DJXH', 'FDDBR', 'FRSFZH'];

function files(set: string, columns: readonly string[], optional: readonly string[] = []): DropQuery {
  return {
    file: dropFileName(`SW_${set}`, 'csv'),
    encoding: 'gb18030',
    columns: { required: [...everyFile, ...columns], optional: [...anyFile, ...optional] },
    concerns: ['NSRSBH', 'NSRMC'],
    needsFull: true,
  };
}

type Own = 'type' | 'query' | 'kind' | 'effect' | 'catalogue' | 'record' | 'fields';
type Severe = 'severity' | 'identity' | 'level';

function recordSet(
  own: Pick<RecordSet<DropQuery>, Own> & Partial<Pick<RecordSet<DropQuery>, Severe>>,
): RecordSet<DropQuery> {
  return defineRecordSet<DropQuery>({ identity: ['documentNumber'], ...own, subject, personal, freshFor, keepFor });
}

const severityOf = (rule: string, severity: 'ORDINARY' | 'SERIOUS') => ({ rule, of: () => severity });
// Order 36 does not name these; the class is an assumption until the tax authorities publish theirs.
const unnamed = severityOf('order 36 of 2025, not named there: ordinary by assumption', 'ORDINARY');

// Grade A may be published, the other grades are for internal use only (INTERFACE.md).
const creditRatings = recordSet({
  type: 'TaxCreditRating',
  query: files('NSXY', ['ND', 'JB', 'PDRQ', 'PDWH']),
  kind: 'TAX_CREDIT_RATING',
  effect: ({ fields }) => (fields['grade'] === 'A' ? 'POSITIVE' : fields['grade'] === 'D' ? 'ADVERSE' : 'NEUTRAL'),
  severity: unnamed,
  level: (fields) => (fields['grade'] === 'A' ? 'PUBLIC' : 'SHARED'),
  catalogue: { item: '信用评价结果信息:纳税信用等级', edition },
  record: {
    documentNumber: documentNumber('PDWH'),
    documentOn: date('PDRQ'),
    authority: text('SWJG'),
    state: marks.state(),
    endedOn: marks.endedOn(),
  },
  fields: { grade: grade('JB'), year: year('ND') },
  identity: ['documentNumber', 'year'],
});

const arrears = recordSet({
  type: 'TaxArrears',
  query: files('QSGG', ['ZSXM', 'SSQ', 'QSYE', 'GGRQ', 'GGWH']),
  kind: 'TAX_ARREARS',
  effect: 'ADVERSE',
  severity: unnamed,
  catalogue: { item: '行政管理信息:欠税公告', edition },
  record: {
    documentNumber: documentNumber('GGWH'),
    documentOn: date('GGRQ'),
    amount: balance('QSYE'),
    authority: text('SWJG'),
    state: marks.state({ paidAtZero: balance('QSYE') }),
    endedOn: marks.endedOn(),
    openUntilEnded: true,
  },
  fields: { taxKind: text('ZSXM'), taxPeriod: taxPeriod('SSQ') },
  identity: ['documentNumber', 'taxKind', 'taxPeriod'],
});

const nonNormalStatuses = recordSet({
  type: 'TaxNonNormalStatus',
  query: files('FZCH', ['RDRQ', 'RDWH', 'JCRQ']),
  kind: 'TAX_NON_NORMAL',
  effect: 'ADVERSE',
  severity: unnamed,
  catalogue: { item: '经营异常名录(状态)信息:非正常户', edition },
  record: {
    documentNumber: documentNumber('RDWH'),
    documentOn: date('RDRQ'),
    validFrom: date('RDRQ'),
    authority: text('SWJG'),
    state: marks.state({ liftedOn: date('JCRQ') }),
    endedOn: marks.endedOn(date('JCRQ')),
    openUntilEnded: true,
  },
  fields: { liftedOn: date('JCRQ') },
});

const seriousViolations = recordSet({
  type: 'SeriousTaxViolation',
  query: files('ZDAJ', ['AJXZ', 'SAJE', 'FKJE', 'JDRQ', 'JDWH', 'GBQ', 'GBZ'], ['BZ']),
  kind: 'SERIOUS_TAX_VIOLATION',
  effect: 'ADVERSE',
  severity: severityOf('order 36 of 2025: entry on a list of seriously dishonest subjects', 'SERIOUS'),
  catalogue: { item: '严重失信主体名单信息:重大税收违法失信主体', edition },
  record: {
    documentNumber: documentNumber('JDWH'),
    documentOn: date('JDRQ'),
    validFrom: date('GBQ'),
    validUntil: until('GBZ'),
    amount: yuan('FKJE'),
    authority: text('SWJG'),
    state: marks.state(),
    endedOn: marks.endedOn(),
    remark: text('BZ'),
  },
  fields: { caseKind: text('AJXZ'), involvedAmount: yuan('SAJE') },
});

export default defineConnector({
  title: '国家税务总局遂宁市安居区税务局 / State Tax Bureau of Anju',
  protocol: fileDrop,
  orders: fileDropOrders({ names: orderFileNames, prefix: orderFilePrefix, feedbackFile: feedbackFileName }),
  version: 1,
  recordSets: { creditRatings, arrears, nonNormalStatuses, seriousViolations },
  updates: { every: 'day', at: '06:00' },
  lookEvery: '10m',
});
