import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import { demoDirectory } from '../support/directory.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';
import { uploadOf, type UploadCell } from '../support/upload.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

async function read(row: readonly UploadCell[]): Promise<Reading> {
  shared.put('kjj.xlsx', uploadOf({ 科研失信: [row] }));
  const collected = await lookAt('science-technology', connector, shared);
  const delivery = deliveriesOf(collected).find((one) => one.recordSet === 'sanctions')!;
  const context = { directory: demoDirectory(), today: '2026-07-01' };
  return readRows(connector.recordSets['sanctions']!, delivery.rows, context);
}

const code = '91510904MAXXXX1627';
const name = '遂宁样例芯微电子有限公司';
// As the spreadsheet writes it: the last digits of the number are lost.
const scientific = (digits: string): UploadCell => ({ xml: `<c r="@"><v>${digits}</v></c>` });

describe('a sanction', () => {
  const sanction = (content: string, subject: readonly UploadCell[] = [code, name, null]) =>
    read([...subject, '安科处1号', '2025-08-01', '2025-08-01', '2028-07-31', content]);

  test.each([
    ['通报批评', 'MINOR'],
    ['警告,三年内不得申报', 'ORDINARY'],
    ['三年内不得申报区级项目', 'ORDINARY'],
    ['5年内不得申报', 'SERIOUS'],
    ['十年内不得申报', 'SERIOUS'],
    ['永久取消申报资格', 'SERIOUS'],
    ['撤销2019年项目,追回经费', 'ORDINARY'],
  ])('to %s is %s', async (content, severity) => {
    expect((await sanction(content)).facts).toMatchObject([{ severity, effect: 'ADVERSE' }]);
  });

  test.each([
    ['number', '510904190001010020'],
    ['number that became a rounded one', scientific('5.1090419000101002E+17')],
  ])('of a person by %s is dropped', async (_, number) => {
    const reading = await sanction('通报批评', [null, '李某乙', number]);
    expect(reading.dropped).toEqual([{ rowRef: 'row 4', reason: 'NATURAL_PERSON' }]);
    expect(JSON.stringify(reading)).not.toMatch(/李某乙|51090419/);
  });

  test('of a person without a number keeps no name either', async () => {
    const reading = await sanction('通报批评', [null, '李某乙', null]);
    expect(reading.unlinked).toMatchObject([{ reason: 'NAME_ONLY', effect: 'ADVERSE', documentNumber: '安科处1号' }]);
    expect(JSON.stringify(reading)).not.toContain('李某乙');
  });

  test.each([
    ['with words around it', '李某乙', '身份证510904190001010020(李某乙)'],
    ['cut short', '李某乙', '5109041900010100'],
    ['of two persons at once', '李某乙、王某丙', '510904190001010020、510904190001010010'],
  ])('of a person by a number %s goes back without name and number', async (_, person, number) => {
    const reading = await sanction('通报批评', [null, person, number]);
    expect(reading.rejected).toMatchObject([{ rowRef: 'row 4', reason: 'KEY_UNREADABLE' }]);
    expect(JSON.stringify(reading)).not.toMatch(/李某乙|王某丙|51090419/);
  });

  test('and the line below the table in which a clerk signs keeps no name', async () => {
    const reading = await sanction('', ['填表人:李某乙 510904190001010020', null, null]);
    expect(JSON.stringify(reading)).not.toMatch(/李某乙|51090419/);
  });

  test('of an organisation with a person’s number keeps its name and not the number', async () => {
    const reading = await sanction('通报批评', [null, '安居区样例某某农机服务部', '510904190001010020']);
    expect(reading.unlinked).toMatchObject([{ reason: 'NAME_ONLY', name: '安居区样例某某农机服务部' }]);
    expect(JSON.stringify(reading)).not.toContain('51090419');
  });
});
