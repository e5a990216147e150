import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrustedDocument } from './warm-plans.ts';

/** The trusted documents of schema/operations, one .graphql file for each thing that a client does. */
export function readDocuments(folder: string): TrustedDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({ name: basename(file, '.graphql'), text: readFileSync(join(folder, file), 'utf8') }));
}
