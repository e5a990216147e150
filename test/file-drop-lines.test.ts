import { createDrop, createMemory, deliveries, failures, testRuntime, type Drop } from './support/drop.ts';
import { file, look, now } from './support/file-drop.ts';

let drop: Drop;
beforeEach(() => {
  drop = createDrop();
});
afterEach(() => drop.remove());

/** Rows of the only delivery, without what the protocol adds from the name. */
async function rowsOf(content: string | Buffer, name = 'FINES_Z_01_001.csv') {
  drop.put(name, content);
  const collected = await look({ url: drop.url });
  expect(failures(collected)).toEqual([]);
  const delivery = deliveries(collected).find((one) => one.name === name);
  return delivery!.rows.map(({ ref, malformed, cells }) => {
    const own = Object.fromEntries(Object.entries(cells).filter(([column]) => !column.startsWith('@')));
    return malformed === undefined ? { ref, ...own } : { ref, malformed, ...own };
  });
}

describe('a line', () => {
  it('keeps its quotes, commas and line breaks in a quoted cell; rows are then counted, not lines', async () => {
    expect(await rowsOf(file('1,甲,"三""流""不一致,', '第二行"', '2,乙,'))).toEqual([
      { ref: 'record 1', KEY: '1', NAME: '甲', NOTE: '三"流"不一致,\n第二行' },
      { ref: 'record 2', KEY: '2', NAME: '乙', NOTE: '' },
    ]);
  });

  it('that repeats the header is passed over, blank lines too, and the numbers of lines stay right', async () => {
    drop.put('FINES_Z_01_001.csv', `\r\n${file('1,甲,')}\r\n${file('2,乙,')}`);
    const [delivery] = deliveries(await look({ url: drop.url }));
    expect(delivery).toMatchObject({ ignored: 3, rows: [{ ref: 'line 3' }, { ref: 'line 6' }] });
  });

  it('under a repeated header of another order is read by that one', async () => {
    expect(await rowsOf(file('1,甲,', 'NOTE,KEY,NAME', 'n,2,乙'))).toEqual([
      { ref: 'line 2', KEY: '1', NAME: '甲', NOTE: '' },
      { ref: 'line 4', KEY: '2', NAME: '乙', NOTE: 'n' },
    ]);
  });

  it('with too many or too few cells is handed over as malformed, with nothing but whom it concerns', async () => {
    expect(await rowsOf(file('1,甲,1,234.00', '2,乙', '3,丙,'))).toEqual([
      { ref: 'line 2', malformed: '4 cells under 3 columns', KEY: '1' },
      { ref: 'line 3', malformed: '2 cells under 3 columns', KEY: '2' },
      { ref: 'line 4', KEY: '3', NAME: '丙', NOTE: '' },
    ]);
  });

  it.each([
    ['a quote inside a cell', '1,甲"乙",'],
    ['text after a closing quote', '1,"甲"乙,'],
    ['a quote that is never closed', '1,"甲,'],
  ])('with %s costs itself alone', async (_, broken) => {
    const rows = await rowsOf(file(broken, '2,乙,', '3,"丙",', '4,"丁",n'));
    expect(rows).toHaveLength(4);
    expect(rows.filter((row) => 'malformed' in row)).toEqual([expect.objectContaining({ ref: 'line 2', KEY: '1' })]);
  });

  it('keeps characters that GBK lacks, and is malformed with bytes that are no character', async () => {
    expect(await rowsOf(file('1,遂宁样例䶮川水务有限公司,'))).toMatchObject([{ NAME: '遂宁样例䶮川水务有限公司' }]);
    const cut = Buffer.concat([Buffer.from('KEY,NAME,NOTE\r\n1,'), Buffer.from([0xb9]), Buffer.from(',\r\n2,x,\r\n')]);
    expect(await rowsOf(cut, 'FINES_Z_01_002.csv')).toEqual([
      { ref: 'line 2', malformed: 'bytes that are no characters of the agreed encoding', KEY: '1' },
      { ref: 'line 3', KEY: '2', NAME: 'x', NOTE: '' },
    ]);
  });

  it('gives no column that the interface document does not name, and says which there were', async () => {
    drop.put('FINES_Z_01_001.csv', 'KEY,NAME,PHONE\r\n1,甲,13800000000\r\n');
    const runtime = testRuntime(now);
    const [delivery] = deliveries(await look({ url: drop.url }, createMemory(), runtime));
    expect(delivery!.rows[0]!.cells).toEqual({
      KEY: '1',
      NAME: '甲',
      '@fileOn': '2026-07-01',
      '@fileKind': 'INCREMENT',
    });
    expect(runtime.logged.join()).toContain('PHONE');
  });
});
