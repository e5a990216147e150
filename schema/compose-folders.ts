import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of subgraphs/ that contributes to the schema, as it stands on disk. */
export interface Folder {
  readonly name: string;
  /** Departments extend Organisation with one nullable section; capabilities (register, measures, …) add what they do. */
  readonly role: 'department' | 'capability';
  /** Text of its schema.graphql, without the common head. */
  readonly sdl: string;
}

const subgraphs = join(import.meta.dirname, '../subgraphs');
const fileName = 'schema.graphql';

/**
 * Every folder that holds a schema.graphql: capabilities directly in subgraphs/, departments in their own. There is no
 * list of either; a folder is found by being there. `departments` may name further places to look in.
 */
export function readFolders(departments: readonly string[] = [join(subgraphs, 'departments')]): Folder[] {
  return [
    ...foldersIn(subgraphs, 'capability'),
    ...departments.flatMap((place) => foldersIn(place, 'department')),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function foldersIn(place: string, role: Folder['role']): Folder[] {
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(place, entry.name, fileName)))
    .map(({ name }) => ({ name, role, sdl: readFileSync(join(place, name, fileName), 'utf8') }));
}
