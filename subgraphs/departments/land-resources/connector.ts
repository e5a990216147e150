import { defineConnector, defineRecordSet, type RecordSet, type Subject } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { sqlExchange } from '../../protocols/sql-exchange.ts';
import type { TableQuery, WholeTable } from '../../protocols/sql-exchange-query.ts';
import { endDate, once } from './dated-state.ts';
import { idleLandCause, idleLandEffect } from './idle-land-cause.ts';

const edition = '2024';
const bureau = '遂宁市自然资源和规划局安居区分局';

// GXSJ of the views is left out: it is the time of the last rebuilding, and deletions do not show in it.
const read: WholeTable = {
  style: 'whole',
  handshake: { table: 'GX_JL', of: 'STMC', batch: 'PCH', rows: 'JLS', at: 'WCSJ' },
};

function view(name: string, key: string, columns: string): TableQuery {
  return { table: name, key, columns: [key, ...columns.split(' ')], read };
}

type Own = Omit<RecordSet<TableQuery>, 'ref' | 'freshFor' | 'keepFor'>;

/** The views are rebuilt once a week. */
function recordSet(own: Own): RecordSet<TableQuery> {
  return defineRecordSet<TableQuery>({ ...own, ref: own.query.key, freshFor: '8d', keepFor: '90d' });
}

/** Rights are held by name; the code beside it may be an organisation's or, for a person's right, a person's. */
function holder(name: string): Subject {
  return { organisationCode: ['ZZJGDM'], name, nameMayBePersonal: true, personalNumbers: ['ZJHM'] };
}

const assumed: NonNullable<RecordSet['severity']> = {
  rule: '信用修复管理办法未将此类记录归类,暂按一般 / NDRC order 36 does not class these: ordinary by assumption',
  of: () => 'ORDINARY',
};

const idleLand = recordSet({
  type: 'IdleLandDetermination',
  query: view('V_XZTD', 'RDBH', 'QLRMC ZZJGDM ZJHM XZYY MJ RDWH RDRQ XZF CZRQ'),
  subject: holder('QLRMC'),
  kind: 'IDLE_LAND',
  effect: idleLandEffect,
  severity: assumed,
  catalogue: { item: '行政管理信息:行政确认 (闲置土地认定)', edition },
  record: {
    documentNumber: documentNumber('RDWH'),
    documentOn: date('RDRQ'),
    validFrom: date('RDRQ'),
    amount: wan('XZF'),
    authority: bureau,
    state: once('ENDED', endDate('CZRQ')),
    endedOn: endDate('CZRQ'),
    openUntilEnded: true,
  },
  fields: { cause: idleLandCause('XZYY'), hectares: text('MJ') },
});

const miningLicences = recordSet({
  type: 'MiningLicence',
  query: view('V_CKQ', 'XKZH', 'CKQR ZZJGDM ZJHM KSMC KZ YXQQ YXQZ ZXRQ'),
  subject: holder('CKQR'),
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('XKZH'),
    documentOn: date('YXQQ'),
    validFrom: date('YXQQ'),
    validUntil: until('YXQZ'),
    authority: bureau,
    state: once('ENDED', endDate('ZXRQ')),
    endedOn: endDate('ZXRQ'),
  },
  fields: { mine: text('KSMC'), mineral: text('KZ') },
});

const separators = /[;；、]/;

const penalties = recordSet({
  type: 'LandPenalty',
  query: view('V_WFCF', 'CFBH', 'DSR ZZJGDM ZJHM CFWH WFLX CFZL FKJE CFRQ CXRQ'),
  subject: holder('DSR'),
  drop: (cells) => (isNoPenalty('CFZL', separators)(cells) ? 'NOT_A_PENALTY' : null),
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  catalogue: { item: '行政管理信息:行政处罚', edition },
  record: {
    documentNumber: documentNumber('CFWH'),
    documentOn: date('CFRQ'),
    amount: wan('FKJE'),
    authority: bureau,
    state: once('REVOKED', endDate('CXRQ')),
  },
  fields: { penaltyTypes: penaltyTypes('CFZL', separators), violation: text('WFLX') },
});

const miningRightAbnormal = recordSet({
  type: 'MiningRightAbnormalListing',
  query: view('V_KYQYC', 'LRBH', 'KYQRMC ZZJGDM ZJHM LRYY LRWH LRRQ YCRQ YCYY'),
  subject: holder('KYQRMC'),
  kind: 'MINING_RIGHT_ABNORMAL_LIST',
  effect: 'ADVERSE',
  severity: assumed,
  catalogue: { item: '经营(活动)异常名录(状态)信息:矿业权人异常名录', edition },
  record: {
    documentNumber: documentNumber('LRWH'),
    documentOn: date('LRRQ'),
    validFrom: date('LRRQ'),
    authority: bureau,
    state: once('ENDED', endDate('YCRQ')),
    endedOn: endDate('YCRQ'),
    openUntilEnded: true,
  },
  fields: { cause: text('LRYY'), exitReason: text('YCYY') },
});

export default defineConnector({
  title: '自然资源 / Land and resources',
  protocol: sqlExchange('gtjh'),
  version: 1,
  recordSets: { idleLand, miningLicences, penalties, miningRightAbnormal },
  updates: { every: 'week', weekday: 1, at: '06:30' },
  maintenance: [{ every: 'week', weekday: 1, from: '05:30', until: '06:30' }],
  timeoutMs: 20_000,
  lookEvery: '1h',
});
