import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { accessFaults } from './compose-access.ts';
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
  const supergraph = composeSupergraph(
    subgraphsOf(folders, how).map(({ name, sdl }) => ({ name, sdl, url: placeholderUrl(name) })),
  );
  const unfit = accessFaults(supergraph, filesOf(documents));
  if (unfit.length > 0) throw new CompositionRefused(unfit);
  return supergraph;
}

/** In which file a type or a field of it stands. */
function filesOf(documents: readonly { readonly name: string; readonly document: DocumentNode }[]) {
  const files = new Map<string, string>();
  for (const { document, name } of documents) {
    for (const node of document.definitions) {
      if (!('fields' in node) || node.name === undefined) continue;
      if (!node.kind.endsWith('Extension')) files.set(node.name.value, `${name}/schema.graphql`);
      for (const field of node.fields ?? [])
        files.set(`${node.name.value}.${field.name.value}`, `${name}/schema.graphql`);
    }
  }
  return (coordinate: string) => files.get(coordinate) ?? files.get(coordinate.split('.')[0]!) ?? 'schema';
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
