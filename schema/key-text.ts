/** Blanks of every width, line ends, and what cannot be seen: control, zero-width and direction characters. */
const invisible = /[\s\p{Cc}\p{Cf}]/gu;
const dashes = /[\p{Pd}\u2212_]/gu;

/** What departments write when they have no key (domain.md 7.4), after blanks were taken out. */
const placeholder =
  /^(?:[/\\.\p{Pd}\u2212_]+|\\?N|NULL|NIL|NONE|N\/A|0+X?|[[(【〔]?[\])】〕]?号?|无|暂无|暂缺|没有|未知|不详|空|待补)$/u;

/** Full width to half width, upper case, blanks and invisible characters out; separators kept. */
function withoutBlanks(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').toUpperCase();
}

/** A key as it is compared: half width, upper case, no blanks, no hyphens. */
export function normaliseKey(text: string): string {
  return withoutBlanks(text).replace(dashes, '');
}

/** Whether a department wrote a sign for "none" (`/`, 暂无, NULL, `\N`, `[]号`, nothing but zeros). Not for empty text. */
export function isPlaceholder(text: string): boolean {
  const seen = withoutBlanks(text);
  return seen !== '' && placeholder.test(seen);
}

/** Whether part of the value was blanked before it reached us; such a value identifies nobody. */
export function isMasked(text: string): boolean {
  return /[*●×]/.test(withoutBlanks(text));
}
