import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConnector } from '../subgraphs/connector/check-connector.ts';
import { departmentsFolder, loadDepartments } from '../subgraphs/connector/load-departments.ts';
import justice from '../subgraphs/departments/justice/connector.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const sdl = readFileSync(join(departmentsFolder, 'justice/schema.graphql'), 'utf8');

test('each register that is there vouches for the codes of its own place', async () => {
  const roles = (await loadDepartments()).flatMap(({ name, connector }) =>
    (connector.register?.places ?? []).map((place) => [place, name]),
  );
  expect(Object.fromEntries(roles)).toMatchObject({ 3: 'justice', 5: 'civil-affairs', 9: 'market-regulation' });
});

test.each([
  [{ recordSet: 'offices' }, 'register names record set offices, which there is not'],
  [{ status: 'state' }, 'register takes its status from practices.state, which is no field of it'],
])('a register with %o does not start, and says why', (wrong, why) => {
  const connector = { ...justice, register: { ...justice.register!, ...wrong } };
  expect(() => checkConnector('justice', sdl, connector)).toThrow(why);
});

test('two registers that vouch for the same codes do not start beside each other', async () => {
  const folder = temporaryFolder();
  const text = readFileSync(join(departmentsFolder, 'justice/connector.ts'), 'utf8');
  for (const [name, type] of [
    ['justice', 'Justice'],
    ['law-office', 'LawOffice'],
  ] as const) {
    mkdirSync(join(folder.path, name));
    const field = `${type[0]!.toLowerCase()}${type.slice(1)}`;
    const own = sdl.replaceAll('JusticeSection', `${type}Section`).replace('  justice:', `  ${field}:`);
    writeFileSync(join(folder.path, name, 'schema.graphql'), own);
    const led = text.replaceAll("'../../", `'${join(departmentsFolder, '..')}/`);
    writeFileSync(join(folder.path, name, 'connector.ts'), led);
  }
  await expect(loadDepartments(folder.path)).rejects.toThrow(
    'justice and law-office both vouch for codes that begin with 3',
  );
  folder.remove();
});
