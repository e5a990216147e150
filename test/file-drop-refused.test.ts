import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileDrop } from '../subgraphs/protocols/file-drop.ts';
import { openLocalFolder } from '../subgraphs/protocols/file-drop-local.ts';
import { lookIntoDrop } from '../subgraphs/protocols/file-drop-look.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime, type Drop } from './support/drop.ts';
import { file, fines, INVALID, look, now, UNAVAILABLE } from './support/file-drop.ts';

let drop: Drop;
beforeEach(() => {
  drop = createDrop();
});
afterEach(() => drop.remove());

describe('what is not complete or not right', () => {
  it('is not read without its flag, and what is complete before it stays taken', async () => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    drop.put('FINES_F_02_001.csv', file('1,'), { ok: false, md5: null });
    drop.put('FINES_Z_03_001.csv', file('1,'), { ok: false });
    const collected = await look({ url: drop.url });
    expect(deliveries(collected).map(({ name }) => name)).toEqual(['FINES_F_01_001.csv']);
    expect(failures(collected)).toEqual([
      { name: 'FINES_F_02_001.csv', code: UNAVAILABLE },
      { name: 'FINES_Z_03_001.csv', code: UNAVAILABLE },
    ]);
    expect(collected.seen).toEqual({});
  });

  it('does not matter any more once a later snapshot is there; a later increment does not replace it', async () => {
    drop.put('FINES_Z_01_001.csv', file('1,甲,'), { ok: false });
    drop.put('FINES_F_02_001.csv', file('1,甲,'));
    drop.put('FINES_Z_03_001.csv', file('1,甲,'), { ok: false });
    drop.put('FINES_Z_04_001.csv', file('1,甲,'));
    const collected = await look({ url: drop.url });
    expect(failures(collected)).toEqual([{ name: 'FINES_Z_03_001.csv', code: UNAVAILABLE }]);
    expect(collected.deliveries.at(-1)).toHaveProperty('error');
  });

  it.each([
    ['no md5 file', null],
    ['an empty md5 file', ''],
    ['another digest', '0'.repeat(32)],
    ['a digest cut short', '5d41402abc4b2a76'],
    ['the digest of another file', 'd41d8cd98f00b204e9800998ecf8427e  FINES_Z_01_002.csv\r\n'],
  ])('is refused as a whole with %s', async (_, md5) => {
    drop.put('FINES_Z_01_001.csv', '', { md5 });
    const collected = await look({ url: drop.url });
    expect([deliveries(collected), failures(collected)]).toEqual([[], [{ name: 'FINES_Z_01_001.csv', code: INVALID }]]);
  });

  it.each([
    ['no header', '1,甲,\r\n2,乙,\r\n'],
    ['a header without a column that is needed', 'KEY,NOTE\r\n1,甲\r\n'],
    ['a header that names a column twice', 'KEY,NAME,NAME\r\n1,甲,乙\r\n'],
    ['another header in its middle that lacks a column', file('1,甲,', 'KEY,NOTE,WHY', '2,乙,')],
    ['its end cut off', file('1,甲,', '2,乙,').slice(0, -3)],
    ['not one line that can be taken apart', file('1,甲', '2,乙')],
  ])('is refused as a whole with %s', async (_, content) => {
    drop.put('FINES_F_01_001.csv', content);
    expect(failures(await look({ url: drop.url }))).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it.each([
    ['of no byte', ''],
    ['of nothing but its header', file()],
    ['of blank lines', file('', ',,')],
  ])('is refused when it is a snapshot %s', async (_, content) => {
    drop.put('FINES_F_01_001.csv', content);
    expect(failures(await look({ url: drop.url }))).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it('is refused in another encoding, which would read as other characters', async () => {
    drop.put('FINES_F_01_001.csv', Buffer.from(file('1,遂宁样例磐石水泥有限公司,')));
    expect(failures(await look({ url: drop.url }))).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it('is refused beyond the size that is allowed', async () => {
    drop.put('FINES_F_01_001.csv', file(`1,甲,${'x'.repeat(2000)}`));
    const collected = await look({ url: drop.url, maxFileMb: '0.001' });
    expect(failures(collected)).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it('is left alone under a name that nobody knows, and said once', async () => {
    const runtime = testRuntime(now);
    for (const name of ['FINES_F_1_1.csv', 'FINES_F_01_001.csv.filepart', 'readme.txt'])
      writeFileSync(join(drop.folder, name), 'x');
    mkdirSync(join(drop.folder, 'FINES_F_01_001.csv'));
    const system = fileDrop.connect({ url: drop.url }, runtime);
    for (const _ of [1, 2])
      expect(await system.collect({ fines }, createMemory(), AbortSignal.timeout(5000))).toEqual({
        deliveries: [],
        seen: {},
      });
    expect(runtime.logged).toHaveLength(3);
    await system.close();
  });

  it('is nothing new when only the flags of a file that was taken are left', async () => {
    const memory = createMemory();
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    memory.keep(await look({ url: drop.url }, memory));
    rmSync(join(drop.folder, 'FINES_F_01_001.csv'));
    expect(await look({ url: drop.url }, memory)).toEqual({ deliveries: [], seen: {} });
    expect(failures(await look({ url: drop.url }))).toEqual([{ name: 'FINES_F_01_001.csv', code: UNAVAILABLE }]);
  });

  it.each([
    ['replaced', () => drop.put('FINES_F_01_001.csv', file('1,乙,'))],
    ['taken away again', () => rmSync(join(drop.folder, 'FINES_F_01_001.csv.ok'))],
  ])('is not taken when it was %s while it was read', async (_, meanwhile) => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    const runtime = testRuntime(now);
    const folder = await openLocalFolder(new URL(drop.url), 'state-tax', AbortSignal.timeout(5000));
    const disturbed = {
      ...folder,
      async read(name: string, maxBytes: number) {
        const bytes = await folder.read(name, maxBytes);
        if (name.endsWith('.csv')) meanwhile();
        return bytes;
      },
    };
    const parts = {
      folder: disturbed,
      queries: { fines },
      known: createMemory(),
      runtime,
      maxBytes: 1e6,
      mentioned: new Set<string>(),
    };
    const collected = await lookIntoDrop(parts);
    expect([deliveries(collected), failures(collected)]).toEqual([
      [],
      [{ name: 'FINES_F_01_001.csv', code: UNAVAILABLE }],
    ]);
  });

  it('is left for the next look when there is more than one look may carry', async () => {
    const memory = createMemory();
    const settings = { url: drop.url, maxFileMb: '0.001' };
    for (const name of ['F_01', 'Z_02', 'Z_03']) drop.put(`FINES_${name}_001.csv`, file(`1,甲,${'x'.repeat(600)}`));
    const names: string[][] = [];
    for (let at = 0; at < 4; at += 1) {
      const collected = await look(settings, memory);
      memory.keep(collected);
      names.push(deliveries(collected).map(({ name }) => name.slice(6, 10)));
    }
    expect(names).toEqual([['F_01'], ['Z_02'], ['Z_03'], []]);
  });
});
