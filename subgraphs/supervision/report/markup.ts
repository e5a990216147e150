/** Text in a page: nothing in it is markup. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A table whose cells are text; columns from `numbersFrom` on are set to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbersFrom = head.length,
): string {
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    row.map((cell, at) => `<${tag}${at >= numbersFrom ? ' class="number"' : ''}>${escaped(cell)}</${tag}>`).join('');
  return [
    `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>`,
    ...rows.map((row) => `<tr>${cells(row, 'td')}</tr>`),
    '</tbody></table>',
  ].join('\n');
}
