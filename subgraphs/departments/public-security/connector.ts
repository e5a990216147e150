import { defineConnector, defineRecordSet, type RecordSet, type Subject } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { TableQuery, WholeTable } from '../../protocols/sql-exchange-query.ts';

const edition = '2024';
const bureau = '遂宁市公安局安居区分局';

const read: WholeTable = {
  style: 'whole',
  handshake: { table: 'JH_PC', of: 'BM', batch: 'PCH', rows: 'SL', at: 'WCSJ' },
};

// SSAJBH (the criminal case behind a penalty) is left out: it is restricted, and no part of the catalogue.
function table(name: string, key: string, columns: string): TableQuery {
  return { table: name, key, columns: [key, ...columns.split(' ')], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'freshFor' | 'keepFor'>;

/** What came through the one-way gate in a night holds until the next one; a night may fail. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: own.query.key, freshFor: '48h', keepFor: '90d' });
}

const unit: Subject = { creditCode: ['TYSHXYDM'], organisationCode: ['ZZJGDM'], name: 'DWMC' };
const licenceState = state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'ENDED', '4': 'REVOKED' });

const specialTradeLicences = recordSet({
  type: 'SpecialTradeLicence',
  query: table('TZHY_XK', 'XKID', 'DWMC TYSHXYDM ZZJGDM JYZSFZ HYLB XKZH FZRQ YXQZ ZT ZXRQ'),
  // The holder of a small hotel's licence may be the innkeeper.
  subject: { ...unit, nameMayBePersonal: true, personalNumbers: ['JYZSFZ'] },
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    // In these tables YXQZ is the end.
    validUntil: until('YXQZ'),
    authority: bureau,
    state: licenceState,
    endedOn: date('ZXRQ'),
  },
  fields: {
    trade: code('SpecialTrade', 'HYLB', { '01': 'HOTEL', '02': 'SEAL_ENGRAVING', '03': 'PAWNBROKING' }),
  },
});

const semicolons = /[;；、]/;

const penalties = recordSet({
  type: 'PublicSecurityPenalty',
  query: table('ZA_CF', 'CFID', 'DXLX DXMC TYSHXYDM ZCH SFZHM JDSWH AY CFZL FKJE JDRQ CFJG CXBZ BZ'),
  subject: {
    creditCode: ['TYSHXYDM'],
    registrationNumber: ['ZCH'],
    name: 'DXMC',
    nameMayBePersonal: true,
    personalNumbers: ['SFZHM'],
    personLabel: { is: (cells) => String(cells['DXLX'] ?? '').trim() === '2', trusted: true },
  },
  drop: (cells) => (isNoPenalty('CFZL', semicolons)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('JDSWH'),
    documentOn: date('JDRQ'),
    amount: yuan('FKJE'),
    authority: text('CFJG'),
    state: state('CXBZ', { '0': 'VALID', '1': 'REVOKED' }),
    remark: text('BZ'),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', semicolons), violation: text('AY') },
});

const securityServices = recordSet({
  type: 'SecurityServiceUnit',
  query: table('BA_DW', 'BAID', 'DWMC TYSHXYDM ZZJGDM LX ZSH FZRQ ZT ZXRQ DWZS'),
  subject: unit,
  kind: ({ fields }) => (fields['kind'] === 'OWN_GUARDS' ? 'FILING' : 'LICENCE'),
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('ZSH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    authority: bureau,
    state: licenceState,
    endedOn: date('ZXRQ'),
    openUntilEnded: true,
  },
  fields: {
    kind: code('SecurityServiceKind', 'LX', { '1': 'COMPANY', '2': 'OWN_GUARDS' }),
    address: text('DWZS'),
  },
  states: { ADDRESS: 'address' },
});

const gradedProtections = recordSet({
  type: 'GradedProtectionFiling',
  query: table('DB_BA', 'BAH', 'DWMC TYSHXYDM ZZJGDM DJ BARQ CXRQ ZT'),
  subject: unit,
  kind: 'FILING',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:其他行政管理 (等级保护备案)', edition },
  record: {
    documentNumber: documentNumber('BAH'),
    documentOn: date('BARQ'),
    validFrom: date('BARQ'),
    authority: bureau,
    state: licenceState,
    endedOn: date('CXRQ'),
    openUntilEnded: true,
  },
  fields: { grade: integer('DJ') },
});

export default defineConnector({
  title: '公安 / Public security',
  protocol: sqlExchange('gajh'),
  version: 2,
  recordSets: { specialTradeLicences, penalties, securityServices, gradedProtections },
  updates: { every: 'day', at: '05:00' },
  // The one-way gate moves its files into half-written tables.
  maintenance: [{ every: 'day', from: '03:30', until: '05:00' }],
  timeoutMs: 20_000,
  lookEvery: '30m',
});
