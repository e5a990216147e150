import type { Folder } from './compose-folders.ts';
import { requiresSections, withRequiredSections } from './required-sections.ts';
import { departmentSdl } from './subgraph-sdl.ts';

/**
 * Which department folders are served together. Each folder is a subgraph of its own unless it is named here: a hop
 * to another machine costs, so the departments that one remote host serves can be one subgraph under one name. What
 * clients see is the same for every layout. After a change: `npm run compose`.
 */
export interface Layout {
  /** Name of the merged subgraph (as in SUBGRAPH_<NAME>_URL) and the folders in it. */
  readonly merged: Readonly<Record<string, readonly string[]>>;
}

export const layout: Layout = { merged: {} };

/** One federation subgraph and the folders that it is made of. */
export interface SubgraphSource {
  readonly name: string;
  readonly folders: readonly string[];
  readonly sdl: string;
}

/**
 * Several folders as one subgraph; the common head is written once. `departments` are the folders of all departments,
 * which a capability may require. Throws when a capability that requires them is to be merged with anything.
 */
export function mergeFolders(
  name: string,
  folders: readonly Folder[],
  departments: readonly string[] = [],
): SubgraphSource {
  const sorted = folders.toSorted(byName);
  const requiring = sorted.find(({ sdl }) => requiresSections(sdl));
  if (requiring !== undefined && sorted.length > 1) {
    throw new Error(
      `schema/layout.ts: "${name}" merges "${requiring.name}", which requires sections from outside of it`,
    );
  }
  return {
    name,
    folders: sorted.map((folder) => folder.name),
    sdl: departmentSdl(sorted.map((folder) => withRequiredSections(folder.sdl, departments).trim()).join('\n\n')),
  };
}

/** The subgraphs that these folders are under a layout, ordered by name. Throws when the layout does not fit. */
export function subgraphsOf(folders: readonly Folder[], { merged }: Layout = layout): SubgraphSource[] {
  const departments = folders.filter(({ role }) => role === 'department').map(({ name }) => name);
  const left = new Map(folders.map((folder) => [folder.name, folder]));
  const take = (name: string, wanted: string): Folder => {
    const folder = left.get(wanted);
    if (folder === undefined) {
      throw new Error(`schema/layout.ts: "${name}" merges "${wanted}", which is no folder or is merged twice`);
    }
    left.delete(wanted);
    return folder;
  };
  const together = Object.entries(merged).map(([name, wanted]) =>
    mergeFolders(
      name,
      wanted.map((folder) => take(name, folder)),
      departments,
    ),
  );
  const alone = [...left.values()].map((folder) => mergeFolders(folder.name, [folder], departments));
  const clash = together.find(({ name }) => left.has(name));
  if (clash !== undefined) throw new Error(`schema/layout.ts: "${clash.name}" is also the name of a folder`);
  return [...together, ...alone].sort(byName);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
