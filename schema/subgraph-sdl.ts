import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { withRecordsOnFile } from './records-on-file.ts';

let header: string | undefined;

/** What stands at the head of every subgraph: links, marks of access, the key of Organisation, shared value types. */
export function subgraphHeader(): string {
  header ??= ['access.graphql', 'organisation.graphql', 'records.graphql']
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8').trim())
    .join('\n\n');
  return header;
}

/** The SDL of one subgraph as it is composed and served: the common head, then what its folder says. */
export function departmentSdl(folderSdl: string): string {
  return `${subgraphHeader()}\n\n${withRecordsOnFile(folderSdl).trim()}\n`;
}

/**
 * Digest by which a gateway sees that a host elsewhere serves another schema than the one that was composed. The order
 * in which a merged subgraph lists its folders, and white space, make no difference.
 */
export function sdlDigest(sdl: string): string {
  const definitions = parse(sdl, { noLocation: true }).definitions.map((definition) => print(definition));
  return createHash('sha256').update(definitions.sort().join('\n')).digest('hex');
}
