import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SmCells, SmHeldRow } from '../../sm-service.ts';

export const services = ['qualification', 'conduct', 'penalty'] as const;
export type Service = (typeof services)[number];
export type Cells = SmCells;

/** One row that the bureau holds. */
export interface HeldRow extends SmHeldRow {
  readonly service: Service;
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
