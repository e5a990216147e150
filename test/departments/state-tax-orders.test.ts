import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import type { OrderSink } from '../../subgraphs/connector/order-channel.ts';
import { call } from '../support/asking.ts';
import { createDrop, type Drop } from '../support/drop.ts';
import { laterOrder, openSink, orderOf } from '../support/orders.ts';
import { block } from '../support/readme.ts';
import { openSsh, startSftpHost, type SftpHost } from '../support/sftp-host.ts';

const head = 'ZLBH,FKZT,FKSJ,LSRQ,FKSM,FKZM,FKZMHX';
const file = (...lines: readonly string[]) => [head, ...lines].map((line) => `${line}\r\n`).join('');
const acknowledged = 'ZL-2026-0001-1,1,2026-07-02 09:00:00,,,,';
const implemented = `ZL-2026-0001-1,2,2026-07-09 09:00:00,20260708,,落实情况说明,${'AB'.repeat(32)}`;
const name = 'SW_LHJCFK_Z_20260702_001.csv';

describe.each([
  ['a local folder', 'local', true],
  ['the stand-in’s SFTP session', 'sftp', true],
  ['OpenSSH’s sftp-server', openSsh, openSsh !== undefined],
])('orders to the tax bureau over %s', (_, place, present) => {
  const when = present ? test : test.skip;
  let drops: { orders: Drop; feedback: Drop };
  let hosts: SftpHost[] = [];
  let sink: OrderSink;
  beforeEach(async () => {
    drops = { orders: createDrop(), feedback: createDrop() };
    let settings = { ordersUrl: drops.orders.url, feedbackUrl: drops.feedback.url, password: 'anything' };
    if (place !== 'local') {
      const program = place === 'sftp' ? undefined : place;
      hosts = await Promise.all([drops.orders, drops.feedback].map(({ folder }) => startSftpHost(folder, program)));
      settings = { ...settings, ordersUrl: hosts[0]!.url, feedbackUrl: hosts[1]!.url };
    }
    sink = openSink(connector, 'state-tax', { url: drops.orders.url, ...settings });
  });
  afterEach(async () => {
    await sink.close();
    await Promise.all(hosts.map((host) => host.close()));
    hosts = [];
    drops.orders.remove();
    drops.feedback.remove();
  });
  const lying = () => readdirSync(drops.orders.folder).toSorted();
  const contentOf = (one: string) => iconv.decode(readFileSync(join(drops.orders.folder, one)), 'gb18030');
  const collect = async () => (await sink.collect!(call)).feedback;

  when('a batch is the file that the interface document shows, with its digest and its flag', async () => {
    await sink.send([orderOf()], call);
    const [csv = '', md5 = '', ok] = lying();
    expect(csv).toMatch(/^SW_LHJCZL_Z_20260701_[0-9a-f]{12}\.csv$/);
    expect([md5, ok]).toEqual([`${csv}.md5`, `${csv}.ok`]);
    const example = block('subgraphs/departments/state-tax/INTERFACE.md', 'csv', 'ZLBH');
    expect(contentOf(csv)).toBe(example.replaceAll('\n', '\r\n').replace('2016年\r\n', '2016年\n'));
    expect(contentOf(md5)).toMatch(new RegExp(`^[0-9a-f]{32} {2}${csv}\r\n$`));
  });

  when('the same batch again is the same file, in whatever order it comes', async () => {
    await sink.send([laterOrder(1, 'APPLY'), laterOrder(2, 'LIFT')], call);
    const first = lying();
    await sink.send([laterOrder(2, 'LIFT'), laterOrder(1, 'APPLY')], call);
    expect(lying()).toEqual(first);
    await sink.send([laterOrder(3, 'RESTORE')], call);
    expect(lying()).toHaveLength(6);
  });

  when('what was left half-written is completed, and a wrong file of that name replaced', async () => {
    await sink.send([orderOf()], call);
    const [csv = '', md5 = '', ok = ''] = lying();
    const [content, digest] = [contentOf(csv), contentOf(md5)];
    writeFileSync(join(drops.orders.folder, csv), content.slice(0, 20));
    renameSync(join(drops.orders.folder, ok), join(drops.orders.folder, `${csv}.tmp`));
    renameSync(join(drops.orders.folder, md5), join(drops.orders.folder, 'gone'));
    await sink.send([orderOf()], call);
    expect([contentOf(csv), contentOf(md5), existsSync(join(drops.orders.folder, ok))]).toEqual([
      content,
      digest,
      true,
    ]);
  });

  when('feedback is fetched until it is settled, and not a second time', async () => {
    drops.feedback.put(name, file(acknowledged, implemented));
    const collected = await sink.collect!(call);
    expect(collected.feedback).toEqual([
      { feedbackId: expect.any(String), orderId: 'ZL-2026-0001-1', said: { kind: 'ACKNOWLEDGED' } },
      {
        feedbackId: expect.any(String),
        orderId: 'ZL-2026-0001-1',
        said: {
          kind: 'IMPLEMENTED',
          doneOn: '2026-07-08',
          evidence: [{ title: '落实情况说明', sha256: 'ab'.repeat(32) }],
        },
      },
    ]);
    expect(await collect()).toEqual(collected.feedback);
    await collected.settle();
    expect(await collect()).toEqual([]);
    expect(existsSync(join(drops.feedback.folder, `${name}.yd`))).toBe(true);
  });

  when(
    'a file that is sent again with more in it is fetched again, with the old ids for what it said before',
    async () => {
      drops.feedback.put(name, file(acknowledged));
      const first = await sink.collect!(call);
      await first.settle();
      drops.feedback.put(name, file(acknowledged, implemented));
      const second = await sink.collect!(call);
      expect(second.feedback).toHaveLength(2);
      expect(second.feedback[0]).toEqual(first.feedback[0]);
      await second.settle();
      expect(await collect()).toEqual([]);
    },
  );

  when('a file without its flag is left alone, until it has one', async () => {
    drops.feedback.put(name, file(acknowledged).slice(0, 50), { ok: false, md5: null });
    const early = await sink.collect!(call);
    expect(early.feedback).toEqual([]);
    await early.settle();
    expect(readdirSync(drops.feedback.folder)).toEqual([name]);
    drops.feedback.put(name, file(acknowledged));
    expect(await collect()).toMatchObject([{ said: { kind: 'ACKNOWLEDGED' } }]);
  });

  when(
    'a file that is not what its digest says, or another format, is unreadable, stays so, and can be mended',
    async () => {
      drops.feedback.put(name, file(acknowledged), { md5: `${'0'.repeat(32)}  ${name}\r\n` });
      drops.feedback.put('SW_LHJCFK_Z_20260703_001.csv', 'ZLBH,FKZT\r\nZL-2,1\r\n');
      const broken = await sink.collect!(call);
      expect(broken.feedback).toEqual([
        { feedbackId: expect.any(String), orderId: null, problem: expect.stringMatching(/20260702_001\.csv: .*md5/) },
        {
          feedbackId: expect.any(String),
          orderId: null,
          problem: expect.stringMatching(/20260703_001\.csv: .*header/),
        },
      ]);
      await broken.settle();
      expect(await collect()).toEqual(broken.feedback);
      drops.feedback.put(name, file(acknowledged));
      expect(await collect()).toMatchObject([{ said: { kind: 'ACKNOWLEDGED' } }, { orderId: null }]);
    },
  );

  when('a line that cannot be read costs itself alone, and is not passed over', async () => {
    const lines = ['ZL-1,1,x', 'ZL-2,3,2026-07-02 09:00:00,,,,', `ZL-3,2,,不详,,,`, ',1,,,,,', acknowledged];
    drops.feedback.put(name, file(...lines));
    const collected = await sink.collect!(call);
    expect(collected.feedback).toMatchObject([
      { orderId: 'ZL-1', problem: '3 cells under 7 columns' },
      { orderId: 'ZL-2', problem: 'FKSM is empty' },
      { orderId: 'ZL-3', problem: expect.stringContaining('LSRQ') },
      { orderId: null, problem: 'ZLBH is empty' },
      { orderId: 'ZL-2026-0001-1', said: { kind: 'ACKNOWLEDGED' } },
    ]);
    await collected.settle();
    expect(await collect()).toEqual([]);
  });

  when('a folder that is not there is unavailable', async () => {
    const url = (at: number, drop: Drop) => `${hosts[at]?.url ?? drop.url}/elsewhere`;
    const settings = { ordersUrl: url(0, drops.orders), feedbackUrl: url(1, drops.feedback), password: 'anything' };
    const lost = openSink(connector, 'state-tax', { url: drops.orders.url, ...settings });
    await expect(lost.send([orderOf()], call)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await expect(lost.collect!(call)).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await lost.close();
  });
});
