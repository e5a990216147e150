import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConnector } from './check-connector.ts';
import type { Connector } from './connector.ts';

/** A department's folder as the engine found it. */
export interface Department {
  /** The folder's name. */
  readonly name: string;
  /** The folder's own SDL, without what the engine prepends. */
  readonly sdl: string;
  readonly connector: Connector;
}

export const departmentsFolder = join(import.meta.dirname, '../departments');

/** Every department of a folder, in the order of their names. Throws when an SDL and its connector disagree. */
export async function loadDepartments(folder: string = departmentsFolder): Promise<Department[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'connector.ts')))
    .map((entry) => entry.name)
    .toSorted();
  const departments = await Promise.all(names.map((name) => loadDepartment(folder, name)));
  refuseRivals(departments);
  return departments;
}

/** Two registers that vouch for the same codes would overwrite each other's word. */
function refuseRivals(departments: readonly Department[]): void {
  const claims = departments.flatMap(({ name, connector }) =>
    (connector.register?.places ?? []).map((place) => ({ name, place })),
  );
  for (const { name, place } of claims) {
    const rival = claims.find((one) => one.name !== name && one.place.startsWith(place));
    if (rival !== undefined)
      throw new Error(
        `${name} and ${rival.name} both vouch for codes that begin with ${rival.place}: one of them has to`,
      );
  }
}

async function loadDepartment(folder: string, name: string): Promise<Department> {
  const sdl = readFileSync(join(folder, name, 'schema.graphql'), 'utf8');
  const file = join(folder, name, 'connector.ts');
  const module = (await import(file)) as { default?: Connector };
  if (module.default === undefined) throw new Error(`${name}: connector.ts has no default export`);
  checkConnector(name, sdl, module.default);
  return { name, sdl, connector: module.default };
}
