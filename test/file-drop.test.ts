import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Collected, Known } from '../subgraphs/connector/protocol.ts';
import { fileDrop } from '../subgraphs/protocols/file-drop.ts';
import { openLocalFolder } from '../subgraphs/protocols/file-drop-local.ts';
import { lookIntoDrop } from '../subgraphs/protocols/file-drop-look.ts';
import type { DropQuery } from '../subgraphs/protocols/file-drop-query.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime, type Drop } from './support/drop.ts';
import { openSsh, startSftpHost, type SftpHost } from './support/sftp-host.ts';

const fines: DropQuery = {
  file(name) {
    const [, kind, day, number] = /^FINES_([FZ])_(\d\d)_(\d{3})\.csv$/.exec(name) ?? [];
    return number === undefined ? null : { kind: kind === 'F' ? 'FULL' : 'INCREMENT', on: `2026-07-${day}`, number };
  },
  encoding: 'gb18030',
  columns: { required: ['KEY', 'NAME'], optional: ['NOTE'] },
  concerns: ['KEY'],
};
const now = '2026-07-09T10:00:00+08:00';
const UNAVAILABLE = 'DEPARTMENT_UNAVAILABLE';
const INVALID = 'DEPARTMENT_ANSWER_INVALID';

let drop: Drop;
beforeEach(() => {
  drop = createDrop();
});
afterEach(() => drop.remove());

async function look(
  settings: Record<string, string> = { url: drop.url },
  known: Known = createMemory(),
  runtime = testRuntime(now),
): Promise<Collected> {
  const system = fileDrop.connect(settings, runtime);
  try {
    return await system.collect({ fines }, known, AbortSignal.timeout(10_000));
  } finally {
    await system.close();
  }
}

/** Rows of the only delivery, without what the protocol adds from the name. */
async function rowsOf(content: string | Buffer, name = 'FINES_Z_01_001.csv') {
  drop.put(name, content);
  const collected = await look();
  expect(failures(collected)).toEqual([]);
  const delivery = deliveries(collected).find((one) => one.name === name);
  return delivery!.rows.map(({ ref, malformed, cells: { '@fileOn': _, '@fileKind': __, ...cells } }) =>
    malformed === undefined ? { ref, ...cells } : { ref, malformed, ...cells },
  );
}

const file = (...lines: string[]) => ['KEY,NAME,NOTE', ...lines].map((line) => `${line}\r\n`).join('');

describe('what is complete', () => {
  it('is taken once, with its day, its digest and the moment of its flag', async () => {
    const atMs = Date.parse('2026-07-01T05:31:00+08:00');
    drop.put('FINES_F_01_001.csv', file('1,甲,'), { atMs });
    const memory = createMemory();
    const first = await look(undefined, memory);
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
    expect(await look(undefined, memory)).toEqual({ deliveries: [], seen: { fines: atMs } });
  });

  it('is only read: the folder is afterwards as it was', async () => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    const state = () => readdirSync(drop.folder).map((name) => [name, statSync(join(drop.folder, name)).mtimeMs]);
    const before = state();
    await look();
    expect(state()).toEqual(before);
  });

  it('is taken again under the same name when it was sent again', async () => {
    const memory = createMemory();
    drop.put('FINES_F_01_001.csv', file('1,甲,50000'));
    memory.keep(await look(undefined, memory));
    drop.put('FINES_F_01_001.csv', file('1,甲,52000'));
    expect(deliveries(await look(undefined, memory))).toMatchObject([
      { name: 'FINES_F_01_001.csv', rows: [{ cells: { NOTE: '52000' } }] },
    ]);
  });

  it('counts by day, then number, the snapshot before the increment of its number', async () => {
    for (const name of ['Z_02_001', 'F_02_001', 'Z_01_002', 'F_02_002', 'Z_01_001'])
      drop.put(`FINES_${name}.csv`, file('1,甲,'));
    const taken = deliveries(await look());
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
    expect(await rowsOf('')).toEqual([]);
    expect(await rowsOf(file(), 'FINES_Z_01_002.csv')).toEqual([]);
  });

  it('and has a digest in either case, with or without its name and star', async () => {
    const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
    drop.put('FINES_Z_01_001.csv', '', { md5: md5.toUpperCase() });
    drop.put('FINES_Z_01_002.csv', '', { md5: `${md5} *FINES_Z_01_002.csv\n` });
    expect(await look()).toMatchObject({ deliveries: [{ digest: md5 }, { digest: md5 }] });
  });
});

describe('what is not complete or not right', () => {
  it('is not read without its flag, and what is complete before it stays taken', async () => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    drop.put('FINES_F_02_001.csv', file('1,'), { ok: false, md5: null });
    drop.put('FINES_Z_03_001.csv', file('1,'), { ok: false });
    const collected = await look();
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
    const collected = await look();
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
    const collected = await look();
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
    expect(failures(await look())).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it.each([
    ['of no byte', ''],
    ['of nothing but its header', file()],
    ['of blank lines', file('', ',,')],
  ])('is refused when it is a snapshot %s', async (_, content) => {
    drop.put('FINES_F_01_001.csv', content);
    expect(failures(await look())).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
  });

  it('is refused in another encoding, which would read as other characters', async () => {
    drop.put('FINES_F_01_001.csv', Buffer.from(file('1,遂宁样例磐石水泥有限公司,')));
    expect(failures(await look())).toEqual([{ name: 'FINES_F_01_001.csv', code: INVALID }]);
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
    memory.keep(await look(undefined, memory));
    rmSync(join(drop.folder, 'FINES_F_01_001.csv'));
    expect(await look(undefined, memory)).toEqual({ deliveries: [], seen: {} });
    expect(failures(await look())).toEqual([{ name: 'FINES_F_01_001.csv', code: UNAVAILABLE }]);
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

describe('a line', () => {
  it('keeps its quotes, commas and line breaks in a quoted cell; rows are then counted, not lines', async () => {
    expect(await rowsOf(file('1,甲,"三""流""不一致,', '第二行"', '2,乙,'))).toEqual([
      { ref: 'record 1', KEY: '1', NAME: '甲', NOTE: '三"流"不一致,\n第二行' },
      { ref: 'record 2', KEY: '2', NAME: '乙', NOTE: '' },
    ]);
  });

  it('that repeats the header is passed over, blank lines too, and the numbers of lines stay right', async () => {
    drop.put('FINES_Z_01_001.csv', `\r\n${file('1,甲,')}\r\n${file('2,乙,')}`);
    const [delivery] = deliveries(await look());
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
    const [delivery] = deliveries(await look(undefined, createMemory(), runtime));
    expect(delivery!.rows[0]!.cells).toEqual({
      KEY: '1',
      NAME: '甲',
      '@fileOn': '2026-07-01',
      '@fileKind': 'INCREMENT',
    });
    expect(runtime.logged.join()).toContain('PHONE');
  });
});

describe.each([
  ['the stand-in’s SFTP session', undefined, true],
  ['OpenSSH’s sftp-server', openSsh, openSsh !== undefined],
])('over SFTP, with %s', (_, program, present) => {
  let host: SftpHost;
  beforeEach(async () => {
    host = await startSftpHost(drop.folder, program);
  });
  afterEach(() => host.close());
  const when = present ? it : it.skip;

  when('a file of many parts and one of none arrive as they are', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at},遂宁样例第${at}公司,`);
    drop.put('FINES_F_01_001.csv', file(...lines), { atMs: Date.parse('2026-07-01T05:31:00+08:00') });
    drop.put('FINES_Z_02_001.csv', '');
    const taken = deliveries(await look({ url: host.url, password: host.password }));
    expect(taken).toMatchObject([{ asOfMs: Date.parse('2026-07-01T05:31:00+08:00') }, { rows: [] }]);
    expect(taken[0]!.rows).toHaveLength(60_000);
    expect(taken[0]!.rows.at(-1)!.cells['NAME']).toBe('遂宁样例第59999公司');
  });

  when('a folder that is not there is unavailable', async () => {
    const url = `${host.url}/elsewhere`;
    await expect(look({ url, password: host.password })).rejects.toMatchObject({ code: UNAVAILABLE });
  });

  when('what is wrong with one file is held against that file alone', async () => {
    drop.put('FINES_F_01_001.csv', file('1,甲,'));
    drop.put('FINES_Z_02_001.csv', file('1,甲,'), { md5: null, ok: true });
    const collected = await look({ url: host.url, password: host.password });
    expect([deliveries(collected).length, failures(collected)]).toEqual([
      1,
      [{ name: 'FINES_Z_02_001.csv', code: INVALID }],
    ]);
  });
});

describe('a host', () => {
  it('that accepts and stays silent is given up in time, and when the look is', async () => {
    const sockets: { destroy(): void }[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const settings = { url: `sftp://u@127.0.0.1:${(silent.address() as AddressInfo).port}/drop`, password: 'p' };
    await expect(look(settings, createMemory(), testRuntime(now, 100))).rejects.toMatchObject({ code: UNAVAILABLE });
    const system = fileDrop.connect(settings, testRuntime(now, 60_000));
    await expect(system.collect({ fines }, createMemory(), AbortSignal.timeout(100))).rejects.toMatchObject({
      code: UNAVAILABLE,
    });
    const looking = system.collect({ fines }, createMemory(), AbortSignal.timeout(60_000));
    await system.close();
    await expect(looking).rejects.toMatchObject({ code: UNAVAILABLE });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('whose key is not set is believed, with a warning that names the key, once', async () => {
    const host = await startSftpHost(drop.folder);
    const runtime = testRuntime(now);
    const system = fileDrop.connect({ url: host.url, password: host.password }, runtime);
    for (const _ of [1, 2]) await system.collect({ fines }, createMemory(), AbortSignal.timeout(5000));
    expect(runtime.logged).toEqual([expect.stringMatching(/SHA256:[\w+/]{43}"/)]);
    await system.close();
    await host.close();
  });

  it('is not even called when the settings cannot be right', () => {
    for (const settings of [
      {},
      { url: 'ftp://u@h/drop', password: 'p' },
      { url: 'sftp://h/drop', password: 'p' },
      { url: 'sftp://u@h/drop' },
      { url: 'sftp://u:p@h/drop', password: 'p' },
      { url: drop.url, maxFileMb: 'much' },
    ] as Record<string, string>[])
      expect(() => fileDrop.connect(settings, testRuntime(now))).toThrow(TypeError);
  });

  it('is unavailable when the local folder is not there', async () => {
    await expect(look({ url: `${drop.url}/elsewhere` })).rejects.toMatchObject({ code: UNAVAILABLE });
  });
});
