import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document at the top of the repository, in their order. */
export function blocksOf(file: string): Block[] {
  return [...textOf(file).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, block]) => ({
    language: language!,
    text: block!,
  }));
}

export function block(file: string, language: string, containing: string): string {
  const found = blocksOf(file).find((one) => one.language === language && one.text.includes(containing));
  if (found === undefined) throw new Error(`${file} has no ${language} block with ${containing}`);
  return found.text;
}

/** The rows of the table whose first column has this heading, cell by cell, without the marks of code. */
export function tableOf(file: string, heading: string): string[][] {
  const lines = textOf(file).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|') && cellsOf(line)[0] === heading);
  if (start < 0) throw new Error(`${file} has no table of ${heading}`);
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf);
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
