import { childrenOf, textIn, type XmlNode } from './spreadsheet-xml.ts';

/** Texts that cells refer to by number. */
export function readSharedTexts(table: XmlNode): string[] {
  return childrenOf(table, 'si').map(richText);
}

/** Plain or rich text as one string; reading aids (phonetic runs) are no part of it. */
export function richText(item: XmlNode): string {
  const runs = childrenOf(item, 'r').flatMap((run) => childrenOf(run, 't'));
  return [...childrenOf(item, 't'), ...runs].map((text) => unescape(textIn(text))).join('');
}

/** Characters that XML cannot hold stand as _x000D_ in these files. */
export function unescape(text: string): string {
  return text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
