import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileDrop } from '../subgraphs/protocols/file-drop.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime, type Drop } from './support/drop.ts';
import { file, fines, INVALID, look, now, UNAVAILABLE } from './support/file-drop.ts';
import { openSsh, startSftpHost, type SftpHost } from './support/sftp-host.ts';

let drop: Drop;
beforeEach(() => {
  drop = createDrop();
});
afterEach(() => drop.remove());

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
