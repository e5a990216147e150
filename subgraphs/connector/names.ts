// Characters that people and systems write differently in one and the same name.
const noise = /[\s ​-‍﻿　·・•.,，。、"'“”‘’()（）〔〕[\]【】〈〉《》<>-]/g;
/** Endings by which a name is an organisation's, though a system's label says otherwise. */
const organisationWord =
  /(公司|集团|厂|店|部|行|社|馆|院|所|站|坊|局|队|会|园|场|中心|学校|医院|银行|超市|酒楼|饭庄|门市|合作社|商行|工作室|经营户|委员会|事务所)/;

/** Key for comparing names: brackets, blanks, dots and full-width forms do not count. Never shown. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replaceAll(noise, '').toUpperCase();
}

export function isOrganisationName(name: string): boolean {
  return organisationWord.test(name);
}

/**
 * Whether a written name is this one. `?` stands for a character that the system's code page could not hold; a name
 * that fills the system's column may be the beginning of a longer one.
 */
export function sameName(written: string, known: string, cutAt?: number): boolean {
  const [left, right] = [nameKey(written), nameKey(known)];
  if (left === right) return true;
  const cut = cutAt !== undefined && [...written].length >= cutAt;
  if (!left.includes('?') && !cut) return false;
  const [signs, of] = [[...left], [...right]];
  if (cut ? signs.length > of.length : signs.length !== of.length) return false;
  return signs.every((sign, at) => sign === '?' || sign === of[at]);
}

/**
 * A pattern (SQL LIKE) of the names of which a written one may be the remains: cut by its column, or with `?` for
 * characters that the code page lost. null: the name is whole.
 */
export function namePattern(written: string, cutAt?: number): string | null {
  const key = nameKey(written);
  const cut = cutAt !== undefined && [...written].length >= cutAt;
  if (!cut && !key.includes('?')) return null;
  return key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`).replaceAll('?', '_') + (cut ? '%' : '');
}
