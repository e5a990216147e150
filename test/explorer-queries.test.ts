import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { createDocumentCheck, defaultLimits } from '../gateway/limits/check-document.ts';
import { parseCreditCode } from '../schema/credit-code.ts';
import { fieldOfFolder } from '../schema/department-names.ts';
import { tableOf } from './support/readme.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'gateway/explorer/page/queries');
const schema = buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => name.slice(0, -'.graphql'.length));

test('there is a ready query for each of the three kinds of user, for records, for lists and for uploads', () => {
  expect(names.toSorted()).toEqual(['analysis', 'approval', 'lists', 'profile', 'records', 'uploads']);
});

test('the profile asks every department that the README names', () => {
  const profile = readFileSync(join(folder, 'profile.graphql'), 'utf8');
  const fields = tableOf('README.md', 'department').map(([name]) => fieldOfFolder(name!));
  expect(fields.length).toBeGreaterThan(30);
  expect(fields.filter((field) => !new RegExp(`\\b${field} \\{`).test(profile))).toEqual([]);
});

describe.each(names)('the ready query %s', (name) => {
  const text = readFileSync(join(folder, `${name}.graphql`), 'utf8');
  const document = parse(text);
  const variables = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;

  test('is valid against the schema that clients see', () => {
    expect(validate(schema, document)).toEqual([]);
  });

  test('is within the limits of the gateway', () => {
    expect(createDocumentCheck(defaultLimits)(text)).toBeNull();
  });

  test('has one operation, named, and a Chinese title in its first line', () => {
    expect(getOperationAST(document)?.name?.value).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(text).toMatch(/^# [\p{Script=Han} ·]+\n/u);
  });

  test('comes with variables that fit, with valid credit codes', () => {
    const { variableDefinitions } = getOperationAST(document)!;
    expect(getVariableValues(schema, variableDefinitions ?? [], variables).errors).toBeUndefined();
    const codes = [variables['creditCode'], variables['creditCodes']].flat().filter((one) => one !== undefined);
    expect(codes.map((code) => parseCreditCode(code as string).code)).toEqual(codes);
  });
});
