import { registeredAddress } from '../../addresses.ts';
import type { Row } from '../../dbf-bytes.ts';
import { daysAfter } from '../../days.ts';
import type { District } from '../../district.ts';
import { personName } from '../../fictional-persons.ts';
import { documentOf, generateRows, type Recipe, type Writing } from '../../generate-rows.ts';

export type File = 'SHZZDJ.DBF' | 'NDJC.DBF' | 'SXMD.DBF' | 'PGDJ.DBF';

const bureau = '遂宁市安居区民政局';
const isSocial = ({ creditCode }: { readonly creditCode: string }) => creditCode.startsWith('5');
const plain = (day: string) => day.replaceAll('-', '');

/** Half of the old rows have the certificate's number alone. */
function keys({ organisation, random }: Writing): Record<string, string> {
  const { creditCode, name, otherCertificate } = organisation;
  return { TYSHXYDM: random.chance(0.4) ? '' : creditCode, DJZH: otherCertificate, ZZMC: name };
}

const recipes: Readonly<Record<File, Recipe>> = {
  'SHZZDJ.DBF': {
    share: 1,
    of: isSocial,
    write: ({ organisation, random }) => ({
      TYSHXYDM: organisation.creditCode,
      DJZH: organisation.otherCertificate,
      ZZMC: organisation.name,
      ZZLX: organisation.kind,
      DJRQ: plain(organisation.establishedOn),
      ZSYXQZ: random.chance(0.3) ? '长期' : '20281231',
      DJJG: bureau,
      DJZT: /注销|吊销/.test(organisation.status) ? '注销' : '正常',
      ZXRQ: '',
      CYM: organisation.formerNames[0] ?? '',
      CSZZ: random.chance(0.1) ? '1' : '0',
      CSRDRQ: '',
      ZS: registeredAddress(organisation),
      FDDBR: personName(random),
    }),
  },
  'NDJC.DBF': {
    share: 0.8,
    of: isSocial,
    write: (writing) => ({
      ...keys(writing),
      ND: String(Number(writing.day.slice(0, 4)) - 1),
      NJJL: writing.random.chance(0.9) ? '合格' : writing.random.pick(['基本合格', '不合格', '未参加']),
      NJWH: documentOf(writing, '安民社年检'),
      NJRQ: plain(writing.day),
      NJJG: bureau,
    }),
  },
  'SXMD.DBF': {
    share: 0.05,
    of: isSocial,
    write: (writing) => ({
      ...keys(writing),
      MDLX: writing.random.chance(0.85) ? '1' : '2',
      LRWH: documentOf(writing, '安民社异'),
      LRRQ: plain(writing.day),
      LRYY: '未按规定接受年度检查',
      YCRQ: '',
      YCYY: '',
      ZT: '1',
      RDJG: bureau,
    }),
  },
  'PGDJ.DBF': {
    share: 0.2,
    of: isSocial,
    write: (writing) => ({
      ...keys(writing),
      PGDJ: writing.random.pick(['1A', '2A', '3A', '3A', '4A', 'AAAAA']),
      PGWH: documentOf(writing, '安民社评'),
      PGRQ: plain(writing.day),
      YXQZ: daysAfter(writing.day, 1825),
      PGJG: bureau,
      ZT: '1',
    }),
  },
};

/** Rows of the generated social organisations, by file; each is registered once. */
export function createRows(district: District): Record<File, Row[]> {
  const rows: Record<File, Row[]> = { 'SHZZDJ.DBF': [], 'NDJC.DBF': [], 'SXMD.DBF': [], 'PGDJ.DBF': [] };
  const registered = new Set<string>();
  for (const { service, cells, organisation } of generateRows(district, 'civil-affairs', recipes)) {
    if (service === 'SHZZDJ.DBF' && registered.has(organisation.creditCode)) continue;
    if (service === 'SHZZDJ.DBF') registered.add(organisation.creditCode);
    rows[service].push({ deleted: false, cells: cells as Record<string, string> });
  }
  return rows;
}
