import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { descriptionFaults } from './compose-descriptions.ts';
import type { Folder } from './compose-folders.ts';
import { departmentFaults, repeatedTypes } from './compose-rules.ts';
import { composeSupergraph, CompositionRefused, placeholderUrl, type Supergraph } from './compose-supergraph.ts';
import { layout, subgraphsOf, type Layout } from './layout.ts';
import { subgraphHeader } from './subgraph-sdl.ts';

/** Folders to supergraph, under the house rules for schemas. Throws CompositionRefused with every fault. */
export function composeFolders(folders: readonly Folder[], how: Layout = layout): Supergraph {
  const faults: string[] = [];
  const documents = folders.flatMap((folder) => {
    const document = readable(folder, faults);
    return document === null ? [] : [{ ...folder, document }];
  });
  faults.push(...descriptionFaults('schema/organisation.graphql + records.graphql', parse(subgraphHeader())));
  for (const { document, ...folder } of documents) {
    faults.push(...descriptionFaults(`${folder.name}/schema.graphql`, document));
    if (folder.role === 'department') faults.push(...departmentFaults(folder, document));
  }
  faults.push(...repeatedTypes([{ name: 'schema', document: parse(subgraphHeader()) }, ...documents]));
  if (faults.length > 0) throw new CompositionRefused(faults);
  return composeSupergraph(
    subgraphsOf(folders, how).map(({ name, sdl }) => ({ name, sdl, url: placeholderUrl(name) })),
  );
}

function readable(folder: Folder, faults: string[]): DocumentNode | null {
  try {
    return parse(folder.sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    faults.push(`${folder.name}/schema.graphql:${error.locations?.[0]?.line ?? 0}: ${error.message}`);
    return null;
  }
}
