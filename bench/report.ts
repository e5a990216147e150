import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { barChart } from './chart.ts';
import type { Measured, Table } from './suite.ts';

/** A suite as it was measured, in one run on one machine. */
type Run = Measured & { readonly measuredAt: string; readonly quick: boolean };

/** Writes what was measured as JSON, for programs, and as a page to read. Suites that were not run now stay as they were. */
export function writeReport(folder: string, measured: readonly Measured[], quick: boolean): void {
  mkdirSync(folder, { recursive: true });
  const measuredAt = new Date().toISOString();
  const file = join(folder, 'latest.json');
  const runs = measured.map((one): Run => ({ ...one, measuredAt, quick }));
  const suites = [...earlier(file).filter(({ title }) => !measured.some((one) => one.title === title)), ...runs];
  const ratios = Object.assign({}, ...suites.map((one) => one.ratios)) as Record<string, number>;
  const machine = {
    node: process.version,
    processors: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const report = { measuredAt, machine, ratios: rounded(ratios), suites };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'latest.md'), page(report));
  const drawn = measured.find(({ chart }) => chart !== undefined)?.chart;
  if (drawn !== undefined) writeFileSync(join(folder, 'latest.svg'), barChart(drawn));
}

function earlier(file: string): readonly Run[] {
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly suites: readonly Run[] }).suites;
}

type Report = Readonly<{
  measuredAt: string;
  machine: object;
  ratios: Record<string, number>;
  suites: readonly Run[];
}>;

function page({ machine, ratios, suites }: Report): string {
  return [
    '# Benchmarks',
    '',
    `${Object.values(machine).join(', ')} GiB. Each part is one run; ratios travel between machines, absolute figures do not.`,
    '',
    '| ratio | value |',
    '| --- | ---: |',
    ...Object.entries(ratios).map(([name, value]) => `| \`${name}\` | ${value} |`),
    ...suites.flatMap(({ figures, measuredAt, quick, tables = [], title }) => [
      '',
      `## ${title}`,
      '',
      `${measuredAt.slice(0, 10)}${quick ? ', quick run' : ''}`,
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
