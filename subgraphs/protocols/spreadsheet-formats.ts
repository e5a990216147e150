import { attributeOf, childrenOf, type XmlNode } from './spreadsheet-xml.ts';

/** The least part of a date that a cell shows. */
export type DateFormat = 'day' | 'month' | 'year';

/** Formats that files name by number only; of the Chinese ones (27 to 58) some show no more than year and month. */
const monthsOnly = new Set([17, 27, 36, 50, 52, 57]);
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** For each style of cells: how it shows a day, or undefined. */
export function readDateFormats(styles: XmlNode): (DateFormat | undefined)[] {
  const codes = new Map(
    childrenOf(styles, 'numFmts')
      .flatMap((list) => childrenOf(list, 'numFmt'))
      .map((format) => [Number(attributeOf(format, 'numFmtId')), attributeOf(format, 'formatCode') ?? '']),
  );
  return childrenOf(styles, 'cellXfs')
    .flatMap((list) => childrenOf(list, 'xf'))
    .map((style) => {
      const id = Number(attributeOf(style, 'numFmtId') ?? 0);
      const code = codes.get(id);
      if (code !== undefined) return formatOf(code);
      return isBuiltInDate(id) ? (monthsOnly.has(id) ? 'month' : 'day') : undefined;
    });
}

/** What a written format shows, once its literal texts, colours and paddings are taken out. */
function formatOf(code: string): DateFormat | undefined {
  const [first] = code
    .replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replaceAll(/General/gi, '')
    .split(';');
  const signs = first!.toLowerCase();
  if (!/[ymdhs]/.test(signs)) return undefined;
  if (!signs.includes('y') || signs.includes('d')) return 'day';
  return signs.includes('m') ? 'month' : 'year';
}
