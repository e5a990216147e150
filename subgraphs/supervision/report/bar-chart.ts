import { escaped } from './markup.ts';

export interface Bar {
  readonly label: string;
  /** Null: not known; the row then says why, and has no bar. */
  readonly value: number | null;
  readonly text: string;
}

const width = 720;
const rowHeight = 24;
const labelWidth = 230;
const room = 330;
/** What has room for Chinese letters of this size. */
const mostLetters = 16;
const top = 34;

/** Horizontal bars as an SVG that needs nothing else. `most`: what a full bar stands for; absent: the greatest value. */
export function barChart(title: string, bars: readonly Bar[], most?: number): string {
  const greatest = most ?? Math.max(1, ...bars.map(({ value }) => value ?? 0));
  const height = top + bars.length * rowHeight + 6;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-size="13">`,
    `<text x="4" y="20" font-weight="bold" font-size="15">${escaped(title)}</text>`,
    ...bars.map((bar, at) => row(bar, top + at * rowHeight, greatest)),
    '</svg>',
  ].join('\n');
}

function row({ label, text, value }: Bar, y: number, greatest: number): string {
  const length = value === null ? 0 : Math.max(value > 0 ? 2 : 0, (value / greatest) * room);
  const short = label.length > mostLetters ? `${label.slice(0, mostLetters - 1)}…` : label;
  const colour = value === null ? '#767676' : '#1a1a1a';
  return [
    `<text x="${labelWidth - 8}" y="${y + 16}" text-anchor="end">${escaped(short)}<title>${escaped(label)}</title></text>`,
    `<rect x="${labelWidth}" y="${y + 4}" width="${room}" height="${rowHeight - 8}" fill="#eef1f5"/>`,
    `<rect x="${labelWidth}" y="${y + 4}" width="${length.toFixed(1)}" height="${rowHeight - 8}" fill="#2563a8"/>`,
    `<text x="${labelWidth + room + 8}" y="${y + 16}" fill="${colour}">${escaped(text)}</text>`,
  ].join('');
}
