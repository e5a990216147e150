import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';

/** The four lists that the court's system can be asked for. */
export type ListType = 'SX' | 'BZXR' | 'XG' | 'ZB';

/** One row that the court holds. Rows of one group come together when one of them is found, as the system does it. */
export interface HeldRow {
  readonly type: ListType;
  readonly group: string;
  readonly cells: Readonly<Record<string, string>>;
}

interface Answer {
  readonly Envelope: {
    readonly Body: { readonly QueryExecInfoResponse?: { readonly QueryExecInfoResult?: string } };
  };
}

const folder = join(import.meta.dirname, '../../../subgraphs/departments/court/sample');
const parser = new XMLParser({
  parseTagValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  isArray: (name) => name === 'ROW',
});

/** The rows of the interface's own samples, so that the organisations they speak about are answered just so. */
export function sampleRows(): HeldRow[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.response.http'))
    .flatMap((file) => {
      const type = /&lt;TYPE&gt;(\w+)&lt;/.exec(bodyOf(file.replace('.response.', '.request.')))?.[1] as ListType;
      return rowsOf(bodyOf(file)).map((cells) => ({ type, group: file, cells }));
    });
}

function bodyOf(file: string): string {
  const message = iconv.decode(readFileSync(join(folder, file)), 'gb18030');
  return message.slice(message.indexOf('\r\n\r\n') + 4);
}

function rowsOf(body: string): Record<string, string>[] {
  if (!body.includes('QueryExecInfoResult')) return [];
  const { Envelope } = parser.parse(body) as Answer;
  const document = Envelope.Body.QueryExecInfoResponse?.QueryExecInfoResult ?? '';
  const { RESULT } = parser.parse(document) as { RESULT: { ROWS?: { ROW?: Record<string, string>[] } | '' } };
  return (typeof RESULT.ROWS === 'object' ? RESULT.ROWS.ROW : undefined) ?? [];
}
