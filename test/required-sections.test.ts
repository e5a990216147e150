import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, visit, type FieldDefinitionNode } from 'graphql';
import { composeFolders } from '../schema/compose-checked.ts';
import { readFolders, type Folder } from '../schema/compose-folders.ts';
import { sectionTypeOf } from '../schema/department-names.ts';
import { mergeFolders, subgraphsOf } from '../schema/layout.ts';
import { court, departmentFolder, register, stateTax } from './support/small-folders.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** A capability that looks at every department; its schema names none. */
const watcher: Folder = {
  name: 'watcher',
  role: 'capability',
  sdl: `
    extend type Organisation {
      name: String @external
      "有无 / whether anything is there"
      watched: Boolean @requires(fields: "name EVERY_SECTION") @access(level: SHARED)
    }`,
};

const sdlOf = (folders: readonly Folder[], name: string) => subgraphsOf(folders).find((one) => one.name === name)!.sdl;

describe('a capability that requires every section', () => {
  const folders = [court, register, stateTax, watcher];

  test('composes, folders apart or merged, to the same schema for clients', () => {
    const apart = composeFolders(folders);
    const merged = composeFolders(folders, { merged: { offices: ['court', 'state-tax'] } });
    expect(apart.apiSdl).toContain('watched: Boolean');
    expect(merged.apiSdl).toBe(apart.apiSdl);
    expect([...apart.hints, ...merged.hints]).toEqual([]);
  });

  test('has each new department in it by itself, and changes no section', () => {
    const landResources = departmentFolder('land-resources', 'landResources', 'LandResources');
    const before = composeFolders(folders);
    const after = composeFolders([...folders, landResources]);
    expect(after.supergraphSdl).toMatch(/requires: "name court \{[^"]*\} landResources \{ source \{ department state/);
    expect(before.supergraphSdl).not.toContain('landResources');
    expect(after.apiSdl).toContain('landResourcesRulings: [LandResourcesRuling!]');
  });

  test('can require all that there is to say of a record, whatever fields records.graphql gives it', () => {
    const thorough = { ...watcher, sdl: watcher.sdl.replace('EVERY_SECTION', 'EVERY_RECORD') };
    const sdl = sdlOf([court, register, thorough], 'watcher');
    const [, required] = /court \{(.*?) \}"/.exec(sdl)!;
    const fieldsOf = (type: string) => {
      const node = parse(sdl).definitions.find((one) => 'name' in one && one.name?.value === type);
      const fields = node !== undefined && 'fields' in node ? (node.fields as readonly FieldDefinitionNode[]) : [];
      // To whom a record is open is for those who judge all of them, not for those who see what their caller may.
      return fields.flatMap(({ name }) => (name.value === 'openTo' ? [] : [name.value]));
    };
    for (const field of [...fieldsOf('SourceReport'), ...fieldsOf('CreditRecord'), ...fieldsOf('StatedFact')])
      expect(required).toMatch(new RegExp(`\\b${field}\\b`));
    expect(composeFolders([court, register, thorough]).apiSdl).toContain('watched: Boolean');
  });

  test('may not be merged with anything: what it requires has to come from outside', () => {
    expect(() => mergeFolders('all', [court, watcher], ['court'])).toThrow('"all" merges "watcher"');
  });

  test('may leave the description of an external field to whoever defines it, and of no other', () => {
    const bare = { ...watcher, sdl: watcher.sdl.replace('"有无 / whether anything is there"', '') };
    expect(() => composeFolders([court, register, bare])).toThrow('Organisation.watched has no description');
  });
});

describe('the green channel', () => {
  test('requires the section of every folder under departments/, each by its own type', () => {
    const folders = readFolders();
    const departments = folders.filter(({ role }) => role === 'department');
    const sdl = sdlOf(folders, 'eligibility');
    for (const { name } of departments) expect(sdl).toContain(`: ${sectionTypeOf(name)} @external`);
    const requiring: string[] = [];
    visit(parse(sdl), {
      Directive: ({ arguments: given, name }) => {
        if (name.value === 'requires') requiring.push(JSON.stringify(given?.[0]?.value));
      },
    });
    expect(requiring).toHaveLength(2);
    for (const one of requiring) expect(one.match(/recordsOnFile/g)).toHaveLength(departments.length);
  });

  test('takes in a ninth department whose folder lies elsewhere', () => {
    const place = temporaryFolder();
    const folder = join(place.path, 'land-resources');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'schema.graphql'),
      departmentFolder('land-resources', 'landResources', 'LandResources').sdl,
    );
    cpSync(
      join(import.meta.dirname, '../subgraphs/departments/court/schema.graphql'),
      join(place.path, 'court/schema.graphql'),
    );
    const folders = readFolders([place.path]);
    place.remove();
    expect(sdlOf(folders, 'eligibility')).toContain('landResources: LandResourcesSection @external');
    for (const merged of [{}, { hall: ['court', 'land-resources'] }])
      expect(composeFolders(folders, { merged }).apiSdl).toContain('greenChannel(');
  });
});
