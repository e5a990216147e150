import { defineConnector, defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { required } from '../../connector/decoders/required.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { custom } from '../../connector/decoders/decoder.ts';
import { dbf } from '../../protocols/dbf.ts';
import type { DbfQuery } from '../../protocols/dbf-query.ts';
import { certificateNumber } from './certificate-number.ts';

const edition = '2024';

type Own = Omit<RecordSet<DbfQuery>, 'subject' | 'personal' | 'freshFor' | 'keepFor' | 'query'>;

/** The registration system exports its tables every night; a share that is not there says nothing about today. */
function recordSet(file: string, columns: string, own: Own): RecordSet<DbfQuery> {
  return defineRecordSet<DbfQuery>({
    ...own,
    query: {
      file,
      columns: { required: ['TYSHXYDM', 'DJZH', 'ZZMC', ...columns.split(' ')], optional: ['FDDBR', 'LXDH', 'ZS'] },
    },
    subject: {
      creditCode: ['TYSHXYDM'],
      // The number of the certificate: only this bureau knows whose it is.
      registrationNumber: ['DJZH'],
      name: 'ZZMC',
      // C60 in code page 936.
      nameCutAt: 30,
    },
    personal: ['FDDBR', 'LXDH'],
    freshFor: '2d',
    keepFor: '60d',
  });
}

const registrations = recordSet('SHZZDJ.DBF', 'ZZLX DJRQ ZSYXQZ DJJG DJZT ZXRQ CYM CSZZ CSRDRQ', {
  type: 'SocialOrganisationRegistration',
  kind: 'REGISTRATION',
  effect: 'NEUTRAL',
  catalogue: { item: '登记注册基本信息', edition },
  identity: ['certificateNumber'],
  record: {
    documentNumber: documentNumber('DJZH'),
    documentOn: date('DJRQ'),
    validUntil: until('ZSYXQZ'),
    authority: text('DJJG'),
    state: state('DJZT', { 正常: 'VALID', 注销: 'ENDED', 撤销登记: 'ENDED', 撤销: 'REVOKED', 停止活动: 'VALID' }),
    endedOn: date('ZXRQ'),
  },
  fields: {
    name: text('ZZMC'),
    formerName: text('CYM'),
    organisationType: text('ZZLX'),
    status: text('DJZT'),
    certificateNumber: certificateNumber('DJZH'),
    establishedOn: date('DJRQ'),
    address: text('ZS'),
    charity: custom('Boolean', ['CSZZ'], (cells) => {
      const word = code('String', 'CSZZ', { '1': 'YES', '0': 'NO', Y: 'YES', N: 'NO', 是: 'YES', 否: 'NO' }).read(
        cells,
      );
      return word === null ? null : word === 'YES';
    }),
    charityOn: date('CSRDRQ'),
  },
  states: { STATUS: 'status', ESTABLISHED_ON: 'establishedOn', ADDRESS: 'address' },
});

const inspections = recordSet('NDJC.DBF', 'ND NJJL NJWH NJRQ NJJG', {
  type: 'SocialOrganisationInspection',
  kind: 'ANNUAL_INSPECTION',
  effect: ({ fields }) => (['FAILED', 'ABSENT'].includes(fields['result'] as string) ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '社会组织年检不合格或未参加:未列入信用修复管理办法的分类,暂按轻微 / failed or missed annual inspection: not classed by order 36, minor (provisional)',
    of: () => 'MINOR',
  },
  catalogue: { item: '行政管理信息:监督检查', edition },
  identity: ['year'],
  record: {
    documentNumber: documentNumber('NJWH'),
    documentOn: date('NJRQ'),
    authority: text('NJJG'),
  },
  fields: {
    year: integer('ND'),
    result: required(
      code('SocialInspectionResult', 'NJJL', {
        合格: 'PASSED',
        年检合格: 'PASSED',
        基本合格: 'BARELY',
        不合格: 'FAILED',
        未参加: 'ABSENT',
        未年检: 'ABSENT',
      } as const),
    ),
  },
});

const listings = recordSet('SXMD.DBF', 'MDLX LRWH LRRQ LRYY YCRQ YCYY ZT RDJG', {
  type: 'SocialOrganisationListing',
  kind: ({ fields }) => (fields['list'] === 'SERIOUS' ? 'SERIOUS_ILLEGALITY' : 'ABNORMAL_ACTIVITY'),
  effect: 'ADVERSE',
  severity: {
    rule: '社会组织信用信息管理办法 (民政部令第60号):严重违法失信名单为严重;活动异常名录暂按一般 / the serious list is serious; abnormal activity counts as ordinary (provisional)',
    of: ({ fields }) => (fields['list'] === 'SERIOUS' ? 'SERIOUS' : 'ORDINARY'),
  },
  catalogue: { item: '经营(活动)异常名录(状态)信息', edition },
  identity: ['list', 'documentNumber'],
  record: {
    documentNumber: documentNumber('LRWH'),
    documentOn: date('LRRQ'),
    validFrom: date('LRRQ'),
    authority: text('RDJG'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
    endedOn: date('YCRQ'),
    openUntilEnded: true,
  },
  fields: {
    list: required(code('SocialOrganisationList', 'MDLX', { '1': 'ABNORMAL', '2': 'SERIOUS' } as const)),
    ground: text('LRYY'),
    removedBecause: text('YCYY'),
  },
});

const grades = recordSet('PGDJ.DBF', 'PGDJ PGWH PGRQ YXQZ PGJG ZT', {
  type: 'SocialOrganisationGrade',
  kind: 'SOCIAL_ORGANISATION_GRADE',
  effect: ({ fields }) => (['A3', 'A4', 'A5'].includes(fields['grade'] as string) ? 'POSITIVE' : 'NEUTRAL'),
  catalogue: { item: '信用评价结果信息', edition },
  record: {
    documentNumber: documentNumber('PGWH'),
    documentOn: date('PGRQ'),
    validUntil: until('YXQZ'),
    authority: text('PGJG'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
  },
  fields: {
    grade: required(
      code('SocialOrganisationGradeLetter', 'PGDJ', {
        '1A': 'A1',
        '2A': 'A2',
        '3A': 'A3',
        '4A': 'A4',
        '5A': 'A5',
        AAA: 'A3',
        AAAA: 'A4',
        AAAAA: 'A5',
      } as const),
    ),
  },
});

export default defineConnector({
  title: '民政 / Civil affairs',
  version: 2,
  protocol: dbf,
  recordSets: { registrations, inspections, listings, grades },
  register: {
    places: ['5'],
    recordSet: 'registrations',
    name: 'name',
    status: 'status',
    formerName: 'formerName',
    registrationNumber: 'certificateNumber',
    establishedOn: 'establishedOn',
    kind: 'organisationType',
  },
  updates: { every: 'day', at: '06:30' },
  lookEvery: '30m',
});
