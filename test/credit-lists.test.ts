import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLists } from '../subgraphs/records/lists/load-lists.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const shipped = readFileSync(join(import.meta.dirname, '../subgraphs/records/lists/lists.json'), 'utf8');

test('the lists that ship can be read, red, black and watch lists', () => {
  const kinds = new Set(loadLists().lists.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['BLACK', 'RED', 'WATCH']);
});

type File = { lists: Record<string, unknown>[]; check: Record<string, unknown> };
test.each<[string, (file: File) => unknown, string]>([
  ['a list twice', ({ lists }) => lists.push(lists[0]!), 'has the list DISHONEST_JUDGMENT_DEBTOR twice'],
  [
    'one kind of record on two lists of an owner',
    ({ lists }) => lists.push({ ...lists[0], code: 'OTHER' }),
    'has records of court DISHONEST_JUDGMENT_DEBTOR on two lists',
  ],
  ['an owner without a folder', ({ lists }) => (lists[0]!['owner'] = '法院'), 'owner is 法院, which names no folder'],
  ['a class that is none', ({ lists }) => (lists[0]!['severity'] = 'GRAVE'), 'severity is GRAVE'],
  ['a kind that is none', ({ lists }) => (lists[0]!['kind'] = 'GREY'), 'kind is none of RED, BLACK, WATCH'],
  ['a check that excludes nobody', ({ check }) => (check['excludingKinds'] = []), 'no kind of list that excludes'],
  ['a slip of the pen', ({ lists }) => (lists[0]!['termMonth'] = 3), 'has an unknown termMonth'],
])('%s stops the start, and is named', (_, spoil, message) => {
  const content = JSON.parse(shipped) as File;
  spoil(content);
  const folder = temporaryFolder();
  const file = join(folder.path, 'lists.json');
  writeFileSync(file, JSON.stringify(content));
  expect(() => loadLists(file)).toThrow(message);
  folder.remove();
});
