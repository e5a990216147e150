/** An address taken apart where its administrative divisions end; what a writer leaves out is null. */
interface Address {
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
  /** Without the word for what it is: 样例镇 and 样例街道办事处 are 样例. */
  readonly town: string | null;
  readonly rest: string;
}

// Signs that end a division or a street belong to no name of the division before it.
const name = '[^省市区县镇乡街道路村号0-9()]';
const parts = new RegExp(
  [
    `^(?:(?<province>${name}{2,3}?)(?:省|自治区))?`,
    // 市场 and 市政 are buildings; 样例小区 and 工业园区 are where one builds.
    `(?:(?<city>${name}{2,6}?)(?:市(?![场政民])|自治州))?`,
    `(?:(?<district>${name}{1,6}?)(?:(?<![小园社厂校景库矿校新]|工业|开发|商业)区|县))?`,
    `(?:(?<town>${name}{1,6}?)(?:街道办事处|街道办|街道|街办|镇|乡))?`,
    '(?<rest>.*)$',
  ].join(''),
  'u',
);

/**
 * Whether two addresses mean the same place as far as both tell. Width, blanks and kinds of dashes do not count;
 * divisions that one of them leaves out (四川省遂宁市) or shortens (样例镇 as 样例, 街道办事处 as 街办) contradict
 * nothing, and what stands in brackets counts only where both have brackets. Street, number and floor have to be the
 * same: of those no difference is too small to be seen.
 */
export function sameAddress(one: string, other: string): boolean {
  const [left, right] = [plain(one), plain(other)];
  if (sameParts(unbracketed(left), unbracketed(right))) return true;
  const both = left.includes('(') && right.includes('(');
  return !both && sameParts(withoutBrackets(left), withoutBrackets(right));
}

function sameParts(left: string, right: string): boolean {
  const [a, b] = [addressOf(left), addressOf(right)];
  const divisions = (['province', 'city', 'district'] as const).every((level) => sameDivision(a[level], b[level]));
  return divisions && sameWithin(a, b);
}

/** 四川遂宁 and 遂宁安居, written without the words for what they are, are 遂宁 and 安居. */
function sameDivision(left: string | null, right: string | null): boolean {
  return left === null || right === null || left.endsWith(right) || right.endsWith(left);
}

function sameWithin(a: Address, b: Address): boolean {
  if (a.town !== null && b.town !== null) return a.town === b.town && a.rest === b.rest;
  const town = a.town ?? b.town ?? '';
  const [rest, townless] = a.town === null ? [b.rest, a.rest] : [a.rest, b.rest];
  return townless === rest || townless === town + rest;
}

function addressOf(address: string): Address {
  const found = parts.exec(address)?.groups ?? {};
  return {
    province: found['province'] ?? null,
    city: found['city'] ?? null,
    district: found['district'] ?? null,
    town: found['town'] ?? null,
    rest: found['rest'] ?? address,
  };
}

const digits = '〇一二三四五六七八九';

function plain(address: string): string {
  return address
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[‐-―−-]/g, '-')
    .replaceAll(/[〔【[〈《]/g, '(')
    .replaceAll(/[〕】\]〉》]/g, ')')
    .replaceAll(/[,，、。;；·.]/g, '')
    .replaceAll(/(?<![一二三四五六七八九十百])[一二三四五六七八九](?=[号楼层栋幢组社室])/g, (digit) =>
      String(digits.indexOf(digit)),
    )
    .replaceAll(/(?<=\d)层/g, '楼')
    .toUpperCase();
}

function unbracketed(address: string): string {
  return address.replaceAll(/[()]/g, '');
}

function withoutBrackets(address: string): string {
  return address.replaceAll(/\([^)]*\)?/g, '');
}
