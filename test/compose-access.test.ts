import { composeFolders } from '../schema/compose-checked.ts';
import type { Folder } from '../schema/compose-folders.ts';
import { court, register, stateTax } from './support/small-folders.ts';

const changed = (folder: Folder, from: string, to: string): Folder => {
  if (!folder.sdl.includes(from)) throw new Error(`${folder.name} does not say ${from}`);
  return { ...folder, sdl: folder.sdl.replace(from, to) };
};
const capability = (sdl: string, name = 'things'): Folder => ({ name, role: 'capability', sdl });
const described = '"事 / thing"';
const section = 'type CourtSection implements DepartmentSection @access(level: SHARED)';

describe('a folder is refused, with what to write instead, when', () => {
  test.each<[string, Folder[], string]>([
    [
      'its section says nothing about who may see it',
      [register, stateTax, changed(court, section, 'type CourtSection implements DepartmentSection')],
      'court/schema.graphql: nobody may see CourtSection (source, creditRecords): write "type CourtSection @access(level: SHARED) {"',
    ],
    [
      'a record type says nothing',
      [register, changed(court, 'type CourtRuling @access(level: SHARED)', 'type CourtRuling')],
      'court/schema.graphql: nobody may see CourtRuling (caseNumber, effect)',
    ],
    [
      'a field that it adds to a type of others says nothing',
      [changed(register, 'rank: Int @access(level: PUBLIC)', 'rank: Int')],
      'register/schema.graphql: nobody may see Organisation (rank): write "rank: … @access(level: SHARED)"',
    ],
    [
      'a root field returns what is PUBLIC and says nothing itself',
      [register, capability(`extend type Query { ${described} records: [CreditRecord!] }`)],
      'nobody may see Query (records)',
    ],
    [
      'a field says nothing, of a type whose fields each say something',
      [
        register,
        capability(`extend type Query { ${described} thing: Thing }
          ${described} type Thing { ${described} name: String @access(level: SHARED) }`),
      ],
      'things/schema.graphql: nobody may see Query (thing)',
    ],
    [
      'it marks a field that can be withheld and cannot be null',
      [changed(register, 'rank: Int @access(level: PUBLIC)', 'rank: Int! @access(level: SHARED)')],
      'register/schema.graphql: Organisation.rank can be withheld while its type is not, so it must be nullable',
    ],
    [
      'a field that cannot be null returns a type that is for fewer than its own',
      [
        register,
        capability(`extend type Query { ${described} thing: Thing @access(level: PUBLIC) }
          ${described} type Thing @access(level: SHARED) { ${described} part: Part! }
          ${described} type Part @access(level: RESTRICTED, rights: ["operations"]) { ${described} name: String }`),
      ],
      'Thing.part can be withheld while its type is not',
    ],
    [
      'a field that cannot be null takes an argument that is not for everybody',
      [
        register,
        capability(`extend type Query { ${described} thing: Thing @access(level: PUBLIC) }
          ${described} type Thing @access(level: SHARED) {
            ${described} part(${described} deep: Int @access(level: RESTRICTED, rights: ["operations"])): Int! }`),
      ],
      'Thing.part can be withheld while its type is not',
    ],
    [
      'a root field cannot be null',
      [changed(register, 'fault: String @access(level: PUBLIC)', 'fault: String! @access(level: PUBLIC)')],
      'Query.fault must be nullable: it is null for whoever may not ask it',
    ],
    [
      'a type with fields that cannot be null is reached through an interface that demands less',
      [
        register,
        capability(`extend type Query { ${described} thing: Thing @access(level: PUBLIC) }
          ${described} interface Thing @access(level: PUBLIC) { ${described} name: String! }
          ${described} type Tool implements Thing @access(level: SHARED) { ${described} name: String! }`),
      ],
      'things/schema.graphql: Tool has fields that cannot be null and is reached through Thing, which demands less',
    ],
    [
      'it is RESTRICTED to no right',
      [changed(register, 'rank: Int @access(level: PUBLIC)', 'rank: Int @access(level: RESTRICTED)')],
      'Organisation.rank is RESTRICTED to no right, so nobody could see it',
    ],
    [
      'it demands a right that nobody can have',
      [
        changed(
          register,
          'rank: Int @access(level: PUBLIC)',
          'rank: Int @access(level: RESTRICTED, rights: ["oprations"])',
        ),
      ],
      'Organisation.rank demands the right "oprations", which schema/access/roles.json does not know',
    ],
    [
      'it names rights that would not be looked at',
      [
        changed(
          register,
          'rank: Int @access(level: PUBLIC)',
          'rank: Int @access(level: SHARED, rights: ["operations"])',
        ),
      ],
      'Organisation.rank is SHARED: rights are of RESTRICTED only',
    ],
    [
      'it is given for a purpose that there is not',
      [changed(register, 'rank: Int @access(level: PUBLIC)', 'rank: Int @access(level: SHARED, purposes: ["FUN"])')],
      'Organisation.rank demands the purpose "FUN", which schema/access/purposes.json does not know',
    ],
    [
      'two folders mark one field differently',
      [
        register,
        capability(`extend type Organisation { ${described} size: Int @shareable @access(level: PUBLIC) }`, 'one'),
        capability(`extend type Organisation { ${described} size: Int @shareable @access(level: SHARED) }`, 'two'),
      ],
      'one of these marks would win silently: [INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS]',
    ],
    [
      '@own stands where nobody asks about an organisation',
      [changed(register, 'rank: Int @access(level: PUBLIC)', 'rank: Int @access(level: PUBLIC) @own')],
      'Organisation.rank carries @own, which is for fields of the root types',
    ],
  ])('%s', (_, folders, fault) => {
    expect(() => composeFolders(folders)).toThrow(fault);
  });
});

test('a department’s own officers, and a purpose, can be what a field is for', () => {
  const rank = 'rank: Int @access(level: RESTRICTED, rights: ["department:court"], purposes: ["INVESTIGATION"])';
  const { apiSdl } = composeFolders([changed(register, 'rank: Int @access(level: PUBLIC)', rank), court]);
  expect(apiSdl).toContain('rank: Int');
});

test('the marks are in the supergraph, and clients do not see them', () => {
  const { apiSdl, supergraphSdl } = composeFolders([register, court]);
  expect(supergraphSdl).toMatch(/type CourtRuling\s+@join__type\(graph: COURT\)\s+@access\(level: SHARED\)/);
  expect(apiSdl).not.toMatch(/@?access|@own/);
});
