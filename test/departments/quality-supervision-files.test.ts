import connector from '../../subgraphs/departments/quality-supervision/connector.ts';
import { dbfBytes, type DbfShape } from '../support/dbf.ts';
import { causesOf, createSharedFolder, deliveriesOf, failuresOf, lookAt } from '../support/shared-folder.ts';

const department = 'quality-supervision';
const licences = dbfBytes('SCXKZ.DBF', [{}, { deleted: true }, {}]);
const inspections = dbfBytes('CCJG.DBF', [{}]);
const shared = createSharedFolder();
const look = (settings = {}) => lookAt(department, connector, { url: shared.url, settings });

beforeEach(() => {
  shared.put('SCXKZ.DBF', licences);
  shared.put('CCJG.DBF', inspections);
});
afterAll(() => shared.remove());

async function refusal(file: Buffer | string): Promise<string> {
  shared.put('SCXKZ.DBF', file);
  const collected = await look();
  expect(failuresOf(collected)).toEqual([
    { recordSet: 'licences', name: 'SCXKZ.DBF', code: 'DEPARTMENT_ANSWER_INVALID' },
  ]);
  expect(deliveriesOf(collected).map(({ recordSet }) => recordSet)).toEqual(['inspections']);
  return causesOf(collected)[0]!;
}

async function rowsOf(file: Buffer) {
  shared.put('SCXKZ.DBF', file);
  const delivery = deliveriesOf(await look()).find(({ recordSet }) => recordSet === 'licences');
  return delivery?.rows ?? [];
}

describe('a file that was not copied to its end', () => {
  const shaped = (shape: DbfShape) => dbfBytes('SCXKZ.DBF', [{}, {}, {}], shape);
  const fewer = 'the file holds fewer records than its header says';
  const more = 'the file holds more records than its header says';

  test.each([
    ['ends within a record', licences.subarray(0, licences.length - 100), fewer],
    ['ends within its header', licences.subarray(0, 200), 'the file ends within its header'],
    ['is empty', Buffer.alloc(0), 'the file is not a DBF'],
    ['has a header that counts more records', shaped({ count: 4 }), fewer],
    ['has a header that counts very many records', shaped({ count: 0xffff_ffff }), fewer],
    ['has a header that counts fewer records', shaped({ count: 2 }), more],
    ['has a header that counts none', shaped({ count: 0 }), more],
    [
      'has the mark of its end one record early',
      dbfBytes('SCXKZ.DBF', [{}, {}], { count: 3, end: Buffer.alloc(244, 0x1a) }),
      fewer,
    ],
    ['goes on behind its end', shaped({ end: '\x1a and more' }), more],
  ])('is not used when it %s', async (_, file, why) => {
    expect(await refusal(file)).toBe(why);
  });

  test.each([
    ['no mark at its end', ''],
    ['padding behind it', Buffer.concat([Buffer.from('\x1a'), Buffer.alloc(500)])],
  ])('is not meant when a whole file has %s', async (_, end) => {
    expect(await rowsOf(shaped({ end }))).toHaveLength(3);
  });
});

describe('something else under the name of the file', () => {
  const mutated = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(licences);
    change(bytes);
    return bytes;
  };

  test.each([
    ['a web page', '<html>请登录</html>'.padEnd(300), 'the file is not a DBF'],
    ['the other file', inspections, 'there is no column ZSBH'],
    ['a file without the column of keys', mutated((bytes) => bytes.write('JGDX', 32 + 64)), 'there is no column JGDM'],
    ['a column twice', mutated((bytes) => bytes.write('ZSBH', 64)), 'the field ZSBH is there twice'],
    ['a binary column', mutated((bytes) => bytes.write('I', 32 + 64 + 11)), 'there is no column JGDM'],
    [
      'a field of another width',
      mutated((bytes) => bytes.writeUInt8(41, 64 + 16)),
      'the fields do not add up to the length of a record',
    ],
    [
      'a list of fields without end',
      mutated((bytes) => bytes.writeUInt8(0x20, bytes.readUInt16LE(8) - 1)),
      'the list of fields has no end',
    ],
    [
      'records out of step',
      mutated((bytes) => bytes.write('x', bytes.readUInt16LE(8))),
      'a record does not begin where it has to',
    ],
  ])('is not used: %s', async (_, file, why) => {
    expect(await refusal(file)).toBe(why);
  });

  test('is not read when it is larger than the operator allows', async () => {
    shared.put('SCXKZ.DBF', Buffer.alloc(1024 * 1024 + 1));
    expect(failuresOf(await look({ maxFileMb: '1' }))).toMatchObject([{ code: 'DEPARTMENT_ANSWER_INVALID' }]);
    await expect(look({ maxFileMb: 'much' })).rejects.toThrow(TypeError);
  });
});
