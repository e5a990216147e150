import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const services = ['qualification', 'conduct', 'penalty'] as const;
export type Service = (typeof services)[number];
export type Cells = Readonly<Record<string, string | number>>;

/** One row that the bureau holds. */
export interface HeldRow {
  readonly service: Service;
  readonly cells: Cells;
  /** Credit code under which the row is filed, though it does not stand in it. */
  readonly filedUnder?: string;
}

export const folder = join(import.meta.dirname, '../../../subgraphs/departments/housing-construction/sample');

/** The rows of the interface's own samples, so that the organisations they speak about are answered just so. */
export function sampleRows(): HeldRow[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.plain.json'))
    .flatMap((file) => {
      const request = readFileSync(join(folder, file.replace('.plain.json', '.request.http')), 'utf8');
      const service = /\/zjxy\/v1\/(\w+)/.exec(request)![1] as Service;
      const { rows } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { rows: Cells[] };
      return rows.map((cells) => ({ service, cells }));
    });
}
