import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { checkCharacter, isRegistrationNumber, organisationCodeCheck } from '../schema/check-digits.ts';
import type { DemoOrganisation } from './district.ts';
import { createRandom, type Random } from './random.ts';

const GENERATED = 2000;

/** The 43 organisations about which the interface documents speak, as organisations.csv has them. */
export function knownOrganisations(): DemoOrganisation[] {
  const rows = parse(readFileSync(join(import.meta.dirname, 'organisations.csv')), {
    columns: true,
    relax_column_count: true,
  }) as unknown as Record<string, string>[];
  return rows.map((row) => ({
    creditCode: row['creditCode']!,
    name: row['name']!,
    kind: row['kind']!,
    registrationNumber: row['registrationNumber']!,
    organisationCode: row['organisationCode']!,
    oldTaxNumber: row['oldTaxNumber']!,
    otherCertificate: row['otherCertificate']!,
    status: row['status']!,
    establishedOn: row['establishedOn']!,
    formerNames: row['formerNames'] === '' ? [] : row['formerNames']!.split(';'),
    parentCreditCode: row['parentCreditCode']!,
    registryRegion: row['registryRegion']!,
    generated: false,
  }));
}

const words = [...'锦瑞泰和嘉盛鸿源恒信达丰宏川远康旭诚益安蓝云金玉春松竹梅江湖'];
const trades = [
  '商贸',
  '建筑工程',
  '农业开发',
  '食品',
  '物流',
  '电子科技',
  '机械制造',
  '装饰工程',
  '餐饮管理',
  '纺织',
  '建材',
  '环保科技',
  '医药',
  '信息技术',
  '旅游开发',
  '包装',
  '印务',
  '汽车服务',
];
const shops = ['面馆', '超市', '汽修店', '药店', '五金店', '服装店', '理发店', '茶楼', '水果店', '文具店'];
const farms = ['种植专业合作社', '养殖专业合作社', '农机专业合作社'];
const societies = ['商会', '志愿服务协会', '行业协会', '文化研究会'];

type Kind = {
  readonly places: string;
  readonly kind: string;
  readonly share: number;
  readonly name: (random: Random, word: string) => string;
};
const kinds: readonly Kind[] = [
  { places: '91', kind: '企业', share: 0.7, name: (random, word) => `遂宁样例${word}${random.pick(trades)}有限公司` },
  { places: '92', kind: '个体工商户', share: 0.92, name: (random, word) => `安居区样例${word}${random.pick(shops)}` },
  {
    places: '93',
    kind: '农民专业合作社',
    share: 0.97,
    name: (random, word) => `安居区样例${word}${random.pick(farms)}`,
  },
  {
    places: '51',
    kind: '社会团体',
    share: 1,
    name: (random, word) => `遂宁市安居区样例${word}${random.pick(societies)}`,
  },
];

/** Some two thousand more, fictional like the known ones: bodies `MAXX0000` and above lie outside of allocated series. */
export function generatedOrganisations(seed: number, todayYear: number): DemoOrganisation[] {
  const random = createRandom(seed, 'organisations');
  return Array.from({ length: GENERATED }, (_, at) => generated(random, at, todayYear));
}

function generated(random: Random, at: number, todayYear: number): DemoOrganisation {
  const share = random.next();
  const { places, kind, name } = kinds.find((one) => share < one.share)!;
  const body = `MAXX${String(at).padStart(4, '0')}`;
  const organisationCode = body + organisationCodeCheck(body);
  const first17 = `${places}510904${organisationCode}`;
  const registered = places.startsWith('9');
  const serial = `510904${places === '92' ? '6' : '0'}${String(100_000 + at).padStart(7, '0')}`;
  const year = random.whole(1998, todayYear - 1);
  const word = random.pick(words) + random.pick(words) + (random.chance(0.7) ? random.pick(words) : '');
  const full = name(random, word);
  return {
    creditCode: first17 + checkCharacter(first17),
    name: full,
    kind,
    registrationNumber: registered ? withCheckDigit(serial) : '',
    organisationCode,
    oldTaxNumber: places === '91' && year < 2015 ? `510904${organisationCode}` : '',
    otherCertificate: registered ? '' : `川遂安社证字第${1000 + at}号`,
    status: random.chance(0.9) ? '存续' : random.pick(['在业', '开业', '注销', '吊销，未注销', '歇业', '迁出']),
    establishedOn: `${year}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
    formerNames: random.chance(0.03) ? [full.replace(word, random.pick(words) + random.pick(words))] : [],
    parentCreditCode: '',
    registryRegion: '510904',
    generated: true,
  };
}

function withCheckDigit(first14: string): string {
  return [...'0123456789'].map((digit) => first14 + digit).find(isRegistrationNumber)!;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
