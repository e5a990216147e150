import type { JsonHeldRow } from './json-stand-in.ts';
import { bodyOf, sampleAnswers } from './sample-answers.ts';
import type { Cells } from './generate-rows.ts';

/** The rows of an interface's own samples; `rowsIn` finds them in an answer, `serviceOf` names a record set's service. */
export function jsonSampleRows(
  department: string,
  rowsIn: (answer: never) => Cells[] | string,
  serviceOf: (recordSet: string) => string,
): JsonHeldRow[] {
  return sampleAnswers(department).flatMap(({ path, recordSet }) => {
    // Eighteen digits without quotation marks are more than a number of this language can hold.
    const text = bodyOf(path)
      .toString('utf8')
      .replaceAll(/:(\d{16,})(?=[,}])/g, ':"$1"');
    const found = rowsIn(JSON.parse(text) as never);
    const rows = typeof found === 'string' ? (JSON.parse(found) as Cells[]) : found;
    return rows.map((cells) => ({ service: serviceOf(recordSet), cells }));
  });
}
