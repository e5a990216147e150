import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a document at the top of the repository, in their order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, block]) => ({
    language: language!,
    text: block!,
  }));
}

export function block(file: string, language: string, containing: string): string {
  const found = blocksOf(file).find((one) => one.language === language && one.text.includes(containing));
  if (found === undefined) throw new Error(`${file} has no ${language} block with ${containing}`);
  return found.text;
}
