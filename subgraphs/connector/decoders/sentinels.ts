// Words and dates that legacy systems use for "nothing" and "for ever" (domain.md 7.4).
const nothing = new Set([
  '',
  '\\N',
  'NULL',
  '/',
  '\\',
  '-',
  '--',
  '—',
  '——',
  '无',
  '暂无',
  '未填',
  '空',
  '[]号',
  'N/A',
  'NONE',
  '　',
]);
const forEver = new Set([
  '长期',
  '长期有效',
  '永久',
  '永久有效',
  '无期限',
  '无固定期限',
  '无处罚期限',
  '无限期',
  '无终止',
]);

/** The source's way to leave a field empty. */
export function isNothing(value: string): boolean {
  return nothing.has(value.normalize('NFKC').trim().toUpperCase());
}

/** The source's way to say that something has no end. */
export function isForEverWord(value: string): boolean {
  return forEver.has(value.normalize('NFKC').replaceAll(/\s/g, ''));
}

/** 9999-*, 2099-12-31: no end. */
export function isForEverDate(on: string): boolean {
  return on.startsWith('9999') || on === '2099-12-31';
}

/** 1900-01-01, 1899-12-30/31, 0000-00-00: not filled in. */
export function isNoDate(on: string): boolean {
  return on === '1900-01-01' || on === '1899-12-31' || on === '1899-12-30' || on.startsWith('0000');
}
