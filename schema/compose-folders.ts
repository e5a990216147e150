import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of subgraphs/ that contributes to the schema, as it stands on disk. */
export interface Folder {
  readonly name: string;
  /** Departments extend Organisation with one nullable section; the register holds the Query roots. */
  readonly role: 'department' | 'register';
  /** Text of its schema.graphql, without the common head. */
  readonly sdl: string;
}

const subgraphs = join(import.meta.dirname, '../subgraphs');

/**
 * Every folder that holds a schema.graphql: the register and the departments. There is no list of departments; a
 * folder is found by being there. `departments` may name further places to look in.
 */
export function readFolders(departments: readonly string[] = [join(subgraphs, 'departments')]): Folder[] {
  const found = departments.flatMap((place) =>
    readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({ name: entry.name, role: 'department' as const, file: join(place, entry.name, fileName) })),
  );
  return [{ name: 'register', role: 'register' as const, file: join(subgraphs, 'register', fileName) }, ...found]
    .filter(({ file }) => existsSync(file))
    .map(({ name, role, file }) => ({ name, role, sdl: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const fileName = 'schema.graphql';
