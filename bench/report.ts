import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { barChart } from './chart.ts';
import type { Measured, Table } from './suite.ts';

/** Writes what was measured as JSON, for programs, and as a page to read. */
export function writeReport(folder: string, measured: readonly Measured[], quick: boolean): void {
  mkdirSync(folder, { recursive: true });
  const ratios = Object.assign({}, ...measured.map((one) => one.ratios)) as Record<string, number>;
  const machine = {
    node: process.version,
    processors: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const report = { measuredAt: new Date().toISOString(), quick, machine, ratios: rounded(ratios), suites: measured };
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'latest.md'), page(report));
  const drawn = measured.find(({ chart }) => chart !== undefined)?.chart;
  if (drawn !== undefined) writeFileSync(join(folder, 'latest.svg'), barChart(drawn));
}

type Report = Readonly<{
  measuredAt: string;
  quick: boolean;
  machine: object;
  ratios: Record<string, number>;
  suites: readonly Measured[];
}>;

function page({ machine, measuredAt, quick, ratios, suites }: Report): string {
  return [
    '# Benchmarks',
    '',
    `${measuredAt.slice(0, 10)}, ${Object.values(machine).join(', ')}${quick ? ', quick run' : ''}. Ratios are of one run on one machine; absolute figures say little elsewhere.`,
    '',
    '| ratio | value |',
    '| --- | ---: |',
    ...Object.entries(ratios).map(([name, value]) => `| \`${name}\` | ${value} |`),
    ...suites.flatMap(({ figures, tables = [], title }) => [
      '',
      `## ${title}`,
      ...(figures.length === 0 ? [] : figureTable(figures)),
      ...tables.flatMap((table) => ['', `### ${table.title}`, '', ...tableLines(table)]),
    ]),
    '',
  ].join('\n');
}

function figureTable(figures: Measured['figures']): string[] {
  const rows = figures.map(({ unit, value, what }) => [what, value, unit]);
  return ['', ...tableLines({ columns: ['figure', 'value', 'unit'], rows })];
}

function tableLines({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string[] {
  const cell = (value: string | number) => (typeof value === 'number' ? significant(value) : value);
  return [
    `| ${columns.join(' | ')} |`,
    `| ${columns.map((_, at) => (typeof rows[0]?.[at] === 'number' ? '---:' : '---')).join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ];
}

function rounded(ratios: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(ratios).map(([name, value]) => [name, significant(value)]));
}

function significant(value: number): number {
  return Number(value.toPrecision(3));
}
