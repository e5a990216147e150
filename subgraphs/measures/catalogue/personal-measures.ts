/**
 * Words of measures that strike natural persons. An entry with one of them does not load: this catalogue is about
 * organisations only, whatever a national list may also contain.
 */
const words = [
  '出境',
  '升学',
  '复学',
  '任职',
  '从业',
  '乘坐',
  '乘机',
  '飞机',
  '高铁',
  '列车',
  '子女',
  '法定代表人',
  '负责人',
  '失信人员',
  '自然人',
  '公务员',
  '拘留',
];

/** The first word in a title or content by which a measure would be one against persons; null: none. */
export function personalWordIn(text: string): string | null {
  return words.find((word) => text.includes(word)) ?? null;
}
