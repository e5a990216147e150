import { CsvError, parse } from 'csv-parse/sync';

/** The cells of one row, and how many lines it takes. */
export interface ReadLine {
  readonly values: readonly string[];
  readonly span: number;
  /** Why the cells cannot be told apart for certain; they are then as good a guess as commas allow. */
  readonly malformed?: string;
}

/** A row of more lines than this is a quote that was never closed. */
const MOST_LINES = 200;

/**
 * Reads the row that begins at a line. A line that breaks the rules of quoting costs itself alone: it never takes the
 * lines after it with it, as a quote left open would.
 */
export function readLine(lines: readonly string[], at: number, width: number | null): ReadLine {
  const first = lines[at]!;
  if (!first.includes('"')) return judged(first.split(','), 1, width);
  let text = '';
  for (let span = 1; span <= Math.min(MOST_LINES, lines.length - at); span += 1) {
    text += span === 1 ? first : `\n${lines[at + span - 1]!}`;
    const values = readQuoted(text);
    if (values === 'broken') break;
    if (values === 'open') continue;
    const whole = judged(values, span, width);
    if (span === 1 || whole.malformed === undefined) return whole;
    break;
  }
  return { values: first.split(','), span: 1, malformed: 'its quotes do not match' };
}

function judged(values: readonly string[], span: number, width: number | null): ReadLine {
  if (width !== null && values.length !== width)
    return { values, span, malformed: `${values.length} cells under ${width} columns` };
  if (values.some((value) => value.includes('\uFFFD')))
    return { values, span, malformed: 'bytes that are no characters of the agreed encoding' };
  return { values, span };
}

function readQuoted(text: string): readonly string[] | 'open' | 'broken' {
  try {
    // Blanks after a closing quote are known to occur (padded columns); nothing else is let through.
    const [values, ...more] = parse(text, { trim: true, relax_column_count: true });
    return values === undefined || more.length > 0 ? 'broken' : values;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : 'broken';
  }
}
