import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Service = 'rating' | 'permit' | 'penalty';
export type Cells = Readonly<Record<string, string | number | null>>;

/** One row that the bureau holds. */
export interface HeldRow {
  readonly service: Service;
  readonly cells: Cells;
}

const folder = join(import.meta.dirname, '../../../subgraphs/departments/environment/sample');

/** The rows of the interface's own samples, so that the organisations they speak about are answered just so. */
export function sampleRows(): HeldRow[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.response.http'))
    .flatMap((file) => {
      const request = read(file.replace('.response.', '.request.'));
      const service = /\/hjxy\/api\/(\w+)/.exec(request)![1] as Service;
      return rowsIn(read(file)).map((cells) => ({ service, cells }));
    });
}

function rowsIn(message: string): Cells[] {
  const { data } = JSON.parse(message.slice(message.indexOf('\r\n\r\n') + 4)) as { data: Cells[] | string };
  if (typeof data !== 'string') return data;
  return data === '' ? [] : (JSON.parse(data) as Cells[]);
}

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
