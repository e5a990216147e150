import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { uploadOf, type UploadCell } from '../support/upload.ts';
import {
  createSharedFolder,
  createTaken,
  deliveriesOf,
  failuresOf,
  lookAt,
  type SharedFolder,
} from '../support/shared-folder.ts';

const department = 'science-technology';
const row: UploadCell[] = [
  '91510904MAXXXX1627',
  '遂宁样例芯微电子有限公司',
  null,
  'GR1',
  '2024-11-05',
  '2027-11-04',
  '有效',
];
const many = (count: number) => ({ 高新技术企业: Array.from({ length: count }, () => row) });

let shared: SharedFolder;
beforeEach(() => {
  shared = createSharedFolder();
});
afterEach(() => shared.remove());
const look = (more = {}) => lookAt(department, connector, { url: shared.url, ...more });

describe('the newest upload counts', () => {
  const at = (day: string) => `2026-${day}T09:00:00+08:00`;

  test('by the time at which it was written, whatever its name', async () => {
    shared.put('z.xlsx', uploadOf(many(1)), at('04-08'));
    shared.put('a.XLSX', uploadOf(many(2)), at('06-30'));
    expect(deliveriesOf(await look()).map(({ name, rows }) => [name, rows.length])).toEqual([
      ['a.XLSX', 2],
      ['a.XLSX', 0],
      ['a.XLSX', 0],
    ]);
  });

  test('and what is no upload does not', async () => {
    shared.put('kjj.xlsx', uploadOf(many(1)), at('04-08'));
    for (const name of ['~$kjj.xlsx', '.kjj.xlsx', '说明.docx']) shared.put(name, 'x', at('06-30'));
    const collected = await look();
    expect(failuresOf(collected)).toEqual([]);
    expect(deliveriesOf(collected)[0]!.name).toBe('kjj.xlsx');
  });

  test('once; then it is seen as of its upload', async () => {
    const known = createTaken();
    shared.put('kjj.xlsx', uploadOf(many(1)), at('04-08'));
    known.keep(await look({ known }));
    const seen = Date.parse(at('04-08'));
    expect(await look({ known, at: at('09-01') })).toEqual({
      deliveries: [],
      seen: { highTechEnterprises: seen, projects: seen, sanctions: seen },
    });
    shared.put('kjj.xlsx', uploadOf(many(2)), at('04-08'));
    expect(deliveriesOf(await look({ known }))[0]!.rows).toHaveLength(2);
  });

  test('unless it cannot be read: then the one before it stands, and the failure comes last', async () => {
    const known = createTaken();
    shared.put('kjj-04.xlsx', uploadOf(many(1)), at('04-08'));
    shared.put('kjj-07.xls', 'not a workbook', at('06-30'));
    const first = await look({ known });
    expect(first.deliveries.map(({ name }) => name)).toEqual([
      ...Array(3).fill('kjj-04.xlsx'),
      ...Array(3).fill('kjj-07.xls'),
    ]);
    known.keep(first);
    const second = await look({ known });
    expect(Object.keys(second.seen)).toHaveLength(3);
    expect(failuresOf(second)).toHaveLength(3);
  });

  test('until it is taken away: then the one before it counts again, after it', async () => {
    const known = createTaken();
    shared.put('kjj-04.xlsx', uploadOf(many(1)), at('04-08'));
    known.keep(await look({ known }));
    shared.put('kjj-07.xlsx', uploadOf(many(2)), at('06-30'));
    const [wrong] = deliveriesOf(await look({ known, at: at('07-01') }));
    known.keep(await look({ known, at: at('07-01') }));
    shared.take('kjj-07.xlsx');
    const [again] = deliveriesOf(await look({ known, at: at('07-02') }));
    expect(again).toMatchObject({ name: 'kjj-04.xlsx', asOfMs: Date.parse(at('04-08')) });
    expect(again!.order > wrong!.order).toBe(true);
  });

  test('and none is no answer', async () => {
    await expect(look()).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('and is not from the future when its clock is fast', async () => {
    shared.put('kjj.xlsx', uploadOf({}), at('12-31'));
    expect(deliveriesOf(await look({ at: at('07-01') }))[0]!.asOfMs).toBe(Date.parse(at('07-01')));
  });
});
