import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { createDocumentCheck, defaultLimits } from '../gateway/limits/check-document.ts';
import { readDocuments } from '../gateway/read-documents.ts';
import { fieldOfFolder } from '../schema/department-names.ts';

const root = join(import.meta.dirname, '..');
const schema = buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'));
const documents = readDocuments(join(root, 'schema/operations'));

describe.each(documents)('the trusted document $name', ({ name, text }) => {
  const document = parse(text);

  test('is valid against the schema that clients see', () => {
    expect(validate(schema, document)).toEqual([]);
  });

  test('is one operation under the name of its file', () => {
    const names = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
    );
    const wanted = fieldOfFolder(name);
    expect(names).toEqual([wanted.charAt(0).toUpperCase() + wanted.slice(1)]);
  });

  test('is within the limits of the gateway', () => {
    expect(createDocumentCheck(defaultLimits)(text)).toBeNull();
  });
});

test('the profile of an organisation asks every department', () => {
  const profile = documents.find(({ name }) => name === 'organisation-profile')!.text;
  const departments = readdirSync(join(root, 'subgraphs/departments')).map(fieldOfFolder);
  expect(departments.filter((field) => !new RegExp(`\\b${field}\\s*\\{`).test(profile))).toEqual([]);
});

test.each(['gateway/config.ts', 'subgraphs/config.ts'])(
  'every setting that %s reads stands in the operator’s book',
  (file) => {
    const book = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    const read = [...readFileSync(join(root, file), 'utf8').matchAll(/^ +([A-Z][A-Z_]+): \w+(?:<\w+>)?\(/gm)];
    const names = read.map(([, name]) => name!);
    expect(names).toContain('REDIS_URL');
    expect(names.filter((name) => !book.includes(`\`${name}\``))).toEqual([]);
  },
);

test('the operator’s book links to files and sections that are there', () => {
  const book = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const sections = [...book.matchAll(/^## (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^a-z -]/g, '')
      .replaceAll(' ', '-'),
  );
  const links = [...book.matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(10);
  const there = (link: string) => {
    const [path, section] = link.split('#');
    return path === '' ? sections.includes(section!) : existsSync(join(root, 'docs', path!));
  };
  expect(links.filter((link) => !there(link))).toEqual([]);
});
