import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDrop, createMemory, deliveries, type Drop } from './support/drop.ts';
import { file, look } from './support/file-drop.ts';

let drop: Drop;
beforeEach(() => {
  drop = createDrop();
});
afterEach(() => drop.remove());

describe('what is complete', () => {
  it('is taken once, with its day, its digest and the moment of its flag', async () => {
    const atMs = Date.parse('2026-07-01T05:31:00+08:00');
    drop.put('FINES_F_01_001.csv', file('1,甲,'), { atMs });
    const memory = createMemory();
    const first = await look({ url: drop.url }, memory);
    expect(first).toMatchObject({
      seen: {},
      deliveries: [
        {
          recordSet: 'fines',
          kind: 'FULL',
          effectiveOn: '2026-07-01',
          asOfMs: atMs,
          ignored: 0,
          rows: [{ ref: 'line 2' }],
        },
      ],
    });
    memory.keep(first);
    expect(await look({ url: drop.url }, memory)).toEqual({ deliveries: [], seen: { fines: atMs } });
  });

  it('is only read: the folder is afterwards as it was', async () => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    const state = () => readdirSync(drop.folder).map((name) => [name, statSync(join(drop.folder, name)).mtimeMs]);
    const before = state();
    await look({ url: drop.url });
    expect(state()).toEqual(before);
  });

  it('is taken again under the same name when it was sent again', async () => {
    const memory = createMemory();
    drop.put('FINES_F_01_001.csv', file('1,甲,50000'));
    memory.keep(await look({ url: drop.url }, memory));
    drop.put('FINES_F_01_001.csv', file('1,甲,52000'));
    expect(deliveries(await look({ url: drop.url }, memory))).toMatchObject([
      { name: 'FINES_F_01_001.csv', rows: [{ cells: { NOTE: '52000' } }] },
    ]);
  });

  it('counts by day, then number, the snapshot before the increment of its number', async () => {
    for (const name of ['Z_02_001', 'F_02_001', 'Z_01_002', 'F_02_002', 'Z_01_001'])
      drop.put(`FINES_${name}.csv`, file('1,甲,'));
    const taken = deliveries(await look({ url: drop.url }));
    expect(taken.map(({ name }) => name.slice(6, 14))).toEqual([
      'Z_01_001',
      'Z_01_002',
      'F_02_001',
      'Z_02_001',
      'F_02_002',
    ]);
    expect(taken.map(({ order }) => order)).toEqual(taken.map(({ order }) => order).toSorted());
  });

  it('without growth answers with no row, whether it has a header or no byte at all', async () => {
    drop.put('FINES_Z_01_001.csv', '');
    drop.put('FINES_Z_01_002.csv', file());
    expect(await look({ url: drop.url })).toMatchObject({ deliveries: [{ rows: [] }, { rows: [] }] });
  });

  it('and has a digest in either case, with or without its name and star', async () => {
    const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
    drop.put('FINES_Z_01_001.csv', '', { md5: md5.toUpperCase() });
    drop.put('FINES_Z_01_002.csv', '', { md5: `${md5} *FINES_Z_01_002.csv\n` });
    expect(await look({ url: drop.url })).toMatchObject({ deliveries: [{ digest: md5 }, { digest: md5 }] });
  });
});
