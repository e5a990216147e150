import type { Table } from './suite.ts';

const width = 760;
const rowHeight = 26;
const labelWidth = 330;
const room = 300;

/** Bars on a logarithmic scale, as an SVG that a page shows in light and dark alike. The second column is drawn. */
export function barChart({ columns, rows, title }: Table): string {
  const values = rows.map(([, value]) => Number(value));
  const longest = Math.log10(Math.max(...values, 10) * 1.1);
  const height = 50 + rows.length * rowHeight;
  const bars = rows.map(([name], at) => bar(String(name), values[at]!, { top: 44 + at * rowHeight, longest }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="24" font-weight="bold">${escaped(title)}: ${escaped(columns[1]!)}, logarithmic</text>`,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function bar(
  name: string,
  value: number,
  { longest, top }: { readonly top: number; readonly longest: number },
): string {
  // A gateway that takes more than the plain one would have no bar: it keeps a thin one.
  const length = Math.max(2, (Math.log10(Math.max(value, 1)) / longest) * room);
  const colour = name.startsWith('this gateway') ? '#1f6feb' : '#9aa4b0';
  return [
    `<text x="12" y="${top + 14}">${escaped(name)}</text>`,
    `<rect x="${labelWidth}" y="${top + 2}" width="${length.toFixed(0)}" height="${rowHeight - 8}" fill="${colour}"/>`,
    `<text x="${labelWidth + length + 8}" y="${top + 14}">${Number(value.toPrecision(2))} ×</text>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
