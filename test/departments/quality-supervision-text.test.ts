import connector from '../../subgraphs/departments/quality-supervision/connector.ts';
import { parseCreditCode } from '../../schema/credit-code.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Fact, Reading } from '../../subgraphs/connector/reading.ts';
import { dbfBytes, type DbfShape, type TestRecord } from '../support/dbf.ts';
import { demoDirectory } from '../support/directory.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

async function read(
  file: 'SCXKZ.DBF' | 'CCJG.DBF',
  records: readonly TestRecord[],
  shape?: DbfShape,
): Promise<Reading> {
  shared.put(file, dbfBytes(file, records, shape));
  const collected = await lookAt('quality-supervision', connector, shared);
  const delivery = deliveriesOf(collected).find(({ name }) => name === file)!;
  const known = demoDirectory();
  const long = { current: '遂宁样例一家名称写满了四十个字节还没有写完的有限责任公司', former: [] };
  const isLong = (code: string) => code === parseCreditCode('915109042059900797').code;
  const directory = {
    ...known,
    namesOf: (code: Parameters<typeof known.namesOf>[0]) => (isLong(code) ? long : known.namesOf(code)),
  };
  return readRows(connector.recordSets[delivery.recordSet]!, delivery.rows, { directory, today: '2026-07-01' });
}

const licence = async (record: TestRecord, shape?: DbfShape) => only(await read('SCXKZ.DBF', [record], shape));

function only({ facts, rejected }: Reading): Fact | string {
  return facts[0] ?? rejected[0]!.reason;
}

describe('text', () => {
  test.each([0x00, 0x03, 0x4d, 0x57, 0x7b, 0xff])('is code page 936 when the header says %i', async (language) => {
    expect(await licence({ CPMC: '磷肥、钾肥' }, { language })).toMatchObject({ fields: { product: '磷肥、钾肥' } });
  });

  test('loses the half of a character that was cut', async () => {
    const fact = await licence({ CPMC: 'A钢筋混凝土用热轧钢筋及其它盘卷制品' });
    expect(fact).toMatchObject({ fields: { product: 'A钢筋混凝土用热轧钢筋及其它盘' } });
  });

  test('loses it too where a blank or a zero was put behind it', async () => {
    for (const behind of ['  ', '\0\0'])
      expect(
        await licence({ CPMC: Buffer.concat([Buffer.from([0xcb, 0xae, 0xc4]), Buffer.from(behind)]) }),
      ).toMatchObject({
        fields: { product: '水' },
      });
  });

  test('of a name that was cut is the beginning of the longer name', async () => {
    const beginning = { JGDM: '205990079', QYMC: '遂宁样例一家名称写满了四十个字节还没有写完的有限责任公司' };
    expect(await licence(beginning)).toMatchObject({ quality: [] });
    expect(await licence({ ...beginning, QYMC: '遂宁样例另一家名称写满了四十个字节还没有写完的公司' })).toMatchObject({
      quality: ['NAME_DIFFERS'],
    });
    expect(await licence({ ...beginning, QYMC: '遂宁样例一家' })).toMatchObject({ quality: ['NAME_DIFFERS'] });
  });
});

describe('persons', () => {
  test('leave neither name nor number, cut or whole', async () => {
    const fact = await licence({ FDDBR: '张某甲', BZ: '张某甲交来,法人身份证510904190001010010' });
    expect(JSON.stringify(fact)).not.toMatch(/张某甲|5109041900/);
    for (const before of [
      '备注写得很长很长很长很长很长很长很长身份证号',
      '备注写得很长很长很长很长很长很长,经办人李某乙:',
    ]) {
      const cut = await licence({ BZ: `${before}510904190001010020`.padStart(46, '长') });
      expect(JSON.stringify(cut)).not.toMatch(/5109041900/);
    }
  });

  test('are no organisations', async () => {
    const { dropped } = await read('CCJG.DBF', [{ QYMC: '李某乙', JGDM: '510904190001010020' }]);
    expect(dropped).toEqual([{ rowRef: 'record 1', reason: 'NATURAL_PERSON' }]);
  });

  test('do not take the numbers of documents with them', async () => {
    const full = 'XK08-001-00345-2017-0012';
    expect(await licence({ ZSBH: full })).toMatchObject({ documentNumber: full });
  });
});
