import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DBFFile } from 'dbffile';
import connector from '../../subgraphs/departments/quality-supervision/connector.ts';
import type { DropEntry, DropFolder } from '../../subgraphs/protocols/file-drop-folder.ts';
import { orGivenUp, readSteady } from '../../subgraphs/protocols/steady-file.ts';
import { dbfBytes } from '../support/dbf.ts';
import { createSharedFolder, deliveriesOf, failuresOf, lookAt } from '../support/shared-folder.ts';

const department = 'quality-supervision';
const sample = join(import.meta.dirname, '../../subgraphs/departments', department, 'sample');
const licences = dbfBytes('SCXKZ.DBF', [{}, { deleted: true }, {}]);
const shared = createSharedFolder();
const look = () => lookAt(department, connector, { url: shared.url });

beforeEach(() => {
  shared.put('SCXKZ.DBF', licences);
  shared.put('CCJG.DBF', dbfBytes('CCJG.DBF', [{}]));
});
afterAll(() => shared.remove());

describe('the shared directory', () => {
  test('may have its files under names of either case', async () => {
    shared.rename('SCXKZ.DBF', 'scxkz.dbf');
    expect(deliveriesOf(await look()).map(({ name }) => name)).toEqual(['SCXKZ.DBF', 'CCJG.DBF']);
  });

  test('decides nothing when a file is there twice', async () => {
    shared.put('scxkz.dbf', licences);
    expect(failuresOf(await look())).toMatchObject([{ recordSet: 'licences', code: 'DEPARTMENT_ANSWER_INVALID' }]);
    shared.take('scxkz.dbf');
  });

  test('answers for one file when the other is not there', async () => {
    shared.take('CCJG.DBF');
    const collected = await look();
    expect(failuresOf(collected)).toEqual([
      { recordSet: 'inspections', name: 'CCJG.DBF', code: 'DEPARTMENT_UNAVAILABLE' },
    ]);
    expect(deliveriesOf(collected)).toHaveLength(1);
  });

  test('does not answer when it is not there', async () => {
    const gone = lookAt(department, connector, { url: `${shared.url}/gone` });
    await expect(gone).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('is given up when it hangs', async () => {
    const hanging = orGivenUp(new Promise<never>(() => {}), AbortSignal.timeout(5), department);
    await expect(hanging).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test.each([
    ['grows', { size: 5, mtimeMs: 1 }],
    ['is written again', { size: 4, mtimeMs: 2 }],
    ['goes away', null],
  ])('gives nothing of a file that %s while it is read', async (_, after) => {
    const entry: DropEntry = { name: 'SCXKZ.DBF', size: 4, mtimeMs: 1 };
    const folder: DropFolder = {
      list: async () => (after === null ? [] : [{ ...entry, ...after }]),
      read: async () => Buffer.alloc(4),
      close: async () => {},
    };
    const reading = readSteady(folder, entry, { department, maxBytes: 100 });
    await expect(reading).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });
});

describe('a file of another program', () => {
  test('is read as the program wrote it', async () => {
    shared.take('CCJG.DBF');
    const widths = [
      ['BGBH', 24],
      ['QYMC', 40],
      ['JGDM', 18],
      ['CPMC', 30],
      ['JG', 8],
      ['BHGXM', 40],
      ['JYJG', 40],
      ['BZ', 60],
    ] as const;
    const file = await DBFFile.create(
      join(shared.path, 'CCJG.DBF'),
      [
        ...widths.map(([name, size]) => ({ name, type: 'C' as const, size })),
        { name: 'CCRQ', type: 'D' as const, size: 8 },
        { name: 'FKJE', type: 'N' as const, size: 12, decimalPlaces: 2 },
      ],
      { encoding: 'cp936' },
    );
    const texts = {
      BGBH: '安质〔2017〕1号',
      QYMC: '遂宁样例味佳调味品有限公司',
      JGDM: 'MAXXXX22-6',
      CPMC: '酱油',
      JG: '不合格',
      BHGXM: '总酸',
      JYJG: '质检所',
      BZ: '',
    };
    await file.appendRecords([{ ...texts, CCRQ: new Date(2017, 2, 15), FKJE: 1234.5 }]);
    const [, delivery] = deliveriesOf(await look());
    expect(delivery?.rows).toEqual([
      {
        ref: 'record 1',
        deleted: false,
        cells: { ...texts, CCRQ: '20170315', FKJE: expect.stringMatching(/^ *1234\.5$/) },
      },
    ]);
  });

  test('reads the samples as we do', async () => {
    shared.put('CCJG.DBF', readFileSync(join(sample, 'CCJG.DBF')));
    const file = await DBFFile.open(join(sample, 'CCJG.DBF'), { encoding: 'cp936', includeDeletedRecords: true });
    const theirs = await file.readRecords();
    const [, ours] = deliveriesOf(await look());
    const texts = ['BGBH', 'QYMC', 'JGDM', 'CPMC', 'JG', 'BHGXM', 'JYJG', 'BZ'];
    expect(ours!.rows.map(({ cells }) => texts.map((name) => cells[name]))).toEqual(
      theirs.map((record) => texts.map((name) => record[name])),
    );
  });
});
