import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeFolders } from '../schema/compose-checked.ts';
import { firstDifference } from '../schema/compose-difference.ts';
import { readFolders, type Folder } from '../schema/compose-folders.ts';
import { CompositionRefused } from '../schema/compose-supergraph.ts';
import { fieldOfFolder, folderOfField, sectionTypeOf } from '../schema/department-names.ts';
import { mergeFolders } from '../schema/layout.ts';
import { sdlDigest } from '../schema/subgraph-sdl.ts';
import { court, departmentFolder, folders, register, stateTax } from './support/small-folders.ts';

const root = join(import.meta.dirname, '..');

describe('composition', () => {
  test('gives the same texts for the same folders in any order', () => {
    expect(composeFolders([...folders].toReversed())).toEqual(composeFolders(folders));
  });

  test('keeps descriptions in the schema that clients see, and federation out of it', () => {
    const { apiSdl } = composeFolders(folders);
    expect(apiSdl).toContain('"""裁定 / ruling"""\ntype CourtRuling {');
    expect(apiSdl).not.toMatch(/join__|_entities|@key|@link/);
  });

  test('finds a ninth department by its being there', () => {
    const place = mkdtempSync(join(tmpdir(), 'departments-'));
    const added = departmentFolder('land-resources', 'landResources', 'LandResources');
    cpSync(join(root, 'subgraphs/departments'), place, { recursive: true, filter: (from) => !from.includes('sample') });
    cpSync(join(place, 'court'), join(place, 'land-resources'), { recursive: true });
    writeFileSync(join(place, 'land-resources/schema.graphql'), added.sdl);
    expect(readFolders([place]).map(({ name }) => name)).toContain('land-resources');
    expect(composeFolders(readFolders([place])).apiSdl).toContain('landResources: LandResourcesSection');
    rmSync(place, { recursive: true });
  });
});

describe('a folder is refused, with a message that says where and why, when', () => {
  const changed = (from: string | RegExp, to: string): Folder[] => [
    register,
    stateTax,
    { ...court, sdl: court.sdl.replace(from, to) },
  ];
  test.each<[string, Folder[], string]>([
    [
      'its section is non-null',
      changed('court: CourtSection', 'court: CourtSection!'),
      'Organisation.court must be nullable',
    ],
    [
      'its field is not named after it',
      changed('court: CourtSection', 'courts: CourtSection'),
      'Organisation.courts must be named after its folder: "court"',
    ],
    [
      'it adds a second field to Organisation',
      changed('court: CourtSection', 'court: CourtSection "判 / more" verdict: String'),
      'Organisation.verdict must be named after its folder',
    ],
    [
      'its section is of another type',
      changed('court: CourtSection', 'court: CourtRuling'),
      'Organisation.court must be of type CourtSection',
    ],
    [
      'it does not extend Organisation',
      changed('extend type Organisation', '"甲 / other" type Other'),
      'Organisation must be extended by the field "court"',
    ],
    [
      'its section is no DepartmentSection',
      changed('implements DepartmentSection', ''),
      'CourtSection must implement DepartmentSection',
    ],
    [
      'a list of its section is non-null',
      changed('courtRulings: [CourtRuling!]', 'courtRulings: [CourtRuling!]!'),
      'CourtSection.courtRulings must be nullable',
    ],
    ['a field has no description', changed('"案号 / case number"', ''), 'CourtRuling.caseNumber has no description'],
    ['a type has no description', changed('"裁定 / ruling"', ''), 'CourtRuling has no description'],
    [
      'a description lacks the Chinese',
      changed('案号 / case number', 'case number'),
      'CourtRuling.caseNumber is not described in Chinese',
    ],
    [
      'a description lacks the English',
      changed('案号 / case number', '案号'),
      'CourtRuling.caseNumber is not described in English',
    ],
    [
      'an argument has no description',
      changed('caseNumber: String', 'caseNumber(short: Boolean): String'),
      'CourtRuling.caseNumber.short has no description',
    ],
    [
      'an enum value has no description',
      changed(/$/, '"甲 / kinds" enum CourtKind { CIVIL }'),
      'CourtKind.CIVIL has no description',
    ],
    [
      'it defines a type that another folder defines',
      changed(/$/, '"甲 / kinds" enum Severity { "乙 / low" LOW }'),
      'Severity is defined by schema already',
    ],
    ['it cannot be read', changed('{', '{{'), 'court/schema.graphql:'],
    ['its name is no folder name', [register, { ...court, name: 'Court' }], 'lower-case words joined by hyphens'],
    ['federation cannot merge it', changed('caseNumber: String', 'caseNumber: Nothing'), 'Nothing'],
  ])('%s', (_, given, message) => {
    expect(() => composeFolders(given)).toThrow(CompositionRefused);
    expect(() => composeFolders(given)).toThrow(message);
  });

  test('several things are wrong: all are named', () => {
    const given = changed(/"案号 \/ case number"|"性质 \/ effect"/g, '');
    expect(() => composeFolders(given)).toThrow(/caseNumber has no description[^]*effect has no description/);
  });
});

describe('names', () => {
  test.each([
    ['court', 'court', 'CourtSection'],
    ['state-tax', 'stateTax', 'StateTaxSection'],
    ['public-resource-trading', 'publicResourceTrading', 'PublicResourceTradingSection'],
  ])('of %s lead there and back', (folder, field, section) => {
    expect([fieldOfFolder(folder), folderOfField(field), sectionTypeOf(folder)]).toEqual([field, folder, section]);
  });
});

test('the digest of a merged subgraph does not depend on the order of its folders', () => {
  const [one, other] = [mergeFolders('a', [court, stateTax]), mergeFolders('a', [stateTax, court])];
  expect(sdlDigest(one.sdl)).toBe(sdlDigest(other.sdl));
  expect(sdlDigest(one.sdl)).not.toBe(sdlDigest(mergeFolders('a', [court]).sdl));
});

describe('a difference is shown', () => {
  test('by the lines in which the texts part, and no more', () => {
    expect(firstDifference('a\nb\nc\n', 'a\nB\nc\n')).toBe('@@ line 2\n- b\n+ B');
    expect(firstDifference('a\nc\n', 'a\nb\nc\n')).toBe('@@ line 2\n+ b');
    expect(firstDifference('a\n', 'a\n')).toBeNull();
    expect(firstDifference('', Array.from({ length: 9 }, (_, at) => `l${at}`).join('\n'))).toContain(
      '+ … 3 more lines',
    );
  });
});

describe('npm run compose', () => {
  test('writes what --check then accepts, and --check shows what has drifted', () => {
    const copy = mkdtempSync(join(tmpdir(), 'compose-'));
    for (const folder of ['schema', 'subgraphs']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const compose = (...args: string[]) =>
      spawnSync(process.execPath, [join(copy, 'schema/compose.ts'), ...args], { encoding: 'utf8' });
    expect(compose()).toMatchObject({ status: 0, stderr: '' });
    expect(compose('--check')).toMatchObject({ status: 0, stderr: '' });
    const schema = join(copy, 'subgraphs/departments/court/schema.graphql');
    writeFileSync(schema, readFileSync(schema, 'utf8').replace('[EnforcementCase!]', '[JudgmentDebtorListing!]'));
    const { status, stderr } = compose('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('schema/api.graphql is not what the folders compose to. Run: npm run compose');
    expect(stderr).toContain(
      '-   enforcementCases: [EnforcementCase!]\n+   enforcementCases: [JudgmentDebtorListing!]',
    );
    rmSync(copy, { recursive: true });
  });
});

test('every department folder holds a schema', () => {
  const there = readdirSync(join(root, 'subgraphs/departments'));
  const departments = readFolders().filter(({ role }) => role === 'department');
  expect(departments.map(({ name }) => name)).toEqual(there.toSorted());
});
