import { createSqlOrderRows } from '../../demo/sql-order-rows.ts';
import type { OrderRows } from '../../demo/table-desk.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { OrderSink } from '../../subgraphs/connector/order-channel.ts';
import { readAddress } from '../../subgraphs/protocols/sql-exchange-address.ts';
import { call } from './asking.ts';
import type { ExchangeServer, Family } from './exchange-server.ts';
import { sampleOf } from './mirror.ts';
import { laterOrder, openSink, orderOf } from './orders.ts';
import { block } from './readme.ts';

export interface TableDepartment {
  readonly department: string;
  readonly connector: Connector;
}

const proof = { FKZM: '落实情况说明', FKZMHX: 'ab'.repeat(32) };

/** What holds for the table of orders on a real server. */
export function keepsOrdersOnServer(
  { department, connector }: TableDepartment,
  { create }: Family,
  { file, schema }: { readonly file: string; readonly schema: string },
): void {
  let server: ExchangeServer;
  let sink: OrderSink;
  let bureau: OrderRows;
  beforeEach(async () => {
    server = await create();
    const database = new URL(server.url).pathname.slice(1);
    const ddl = sampleOf(department, file);
    await server.run(server.url.startsWith('mysql') ? ddl.replaceAll(schema, database) : ddl);
    sink = openSink(connector, department, { url: server.url });
    bureau = createSqlOrderRows(readAddress({ url: server.url }, schema));
  });
  afterEach(async () => {
    await sink.close();
    await server.drop();
  });
  const collect = async () => (await sink.collect!(call)).feedback;
  const rejection = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  test('a batch is as many rows, word for word, and a repeated order changes nothing', async () => {
    const others = Array.from({ length: sink.batchSize - 1 }, (_, at) => orderOf({ orderId: `ZL-2026-9-${at}` }));
    await sink.send([orderOf(), ...others], call);
    await sink.send([orderOf({ content: '另一内容' }), others[0]!], call);
    const rows = await server.rows('SELECT * FROM LHJC_ZL');
    expect(rows).toHaveLength(sink.batchSize);
    const row = rows.find(({ zlbh }) => zlbh === 'ZL-2026-0001-1')!;
    expect(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value?.toString()]))).toMatchObject({
      csbh: 'CS-2026-0001',
      xh: '1',
      czlx: '1',
      tyshxydm: '91510904MAXXXX20XA',
      dwmc: '遂宁样例䶮川水务有限公司',
      cslb: '2',
      csnr: orderOf().content,
      flyj: orderOf().legalBasis.join('\n'),
    });
    expect(row['jzrq']).toBeNull();
    expect(row['fkzt']).toBeNull();
  });

  test('the row that the interface document shows is one of these, and is left as it is', async () => {
    await server.run(block(`subgraphs/departments/${department}/INTERFACE.md`, 'sql', 'INSERT INTO LHJC_ZL'));
    await sink.send([orderOf()], call);
    expect(await server.rows('SELECT zlbh, csnr FROM LHJC_ZL')).toEqual([
      { zlbh: 'ZL-2026-0001-1', csnr: '不予安排财政性资金项目' },
    ]);
  });

  test('orders that overtake each other stand side by side, each with its number', async () => {
    await sink.send([laterOrder(2, 'SUSPEND')], call);
    await sink.send([laterOrder(1, 'APPLY')], call);
    const rows = await server.rows('SELECT xh, czlx FROM LHJC_ZL ORDER BY xh DESC');
    expect(rows.map(({ xh, czlx }) => [String(xh), czlx])).toEqual([
      ['2', '2'],
      ['1', '1'],
    ]);
  });

  test('feedback is fetched until it is settled, and what is said later is fetched again', async () => {
    await sink.send([orderOf(), orderOf({ orderId: 'ZL-2' }), orderOf({ orderId: 'ZL-3' })], call);
    expect(await collect()).toEqual([]);
    await bureau.write('ZL-2026-0001-1', { FKZT: '1', FKSJ: '2026-07-02 09:00:00' });
    const first = await sink.collect!(call);
    expect(first.feedback).toEqual([
      { feedbackId: expect.any(String), orderId: 'ZL-2026-0001-1', said: { kind: 'ACKNOWLEDGED' } },
    ]);
    expect(await collect()).toEqual(first.feedback);
    await first.settle();
    expect(await collect()).toEqual([]);
    await bureau.write('ZL-2026-0001-1', { FKZT: '2', FKSJ: '2026-07-09 09:00:00', LSRQ: '2026年7月8日', ...proof });
    const second = await sink.collect!(call);
    expect(second.feedback).toMatchObject([
      {
        orderId: 'ZL-2026-0001-1',
        said: { kind: 'IMPLEMENTED', doneOn: '2026-07-08', evidence: [{ title: '落实情况说明' }] },
      },
    ]);
    expect(second.feedback[0]!.feedbackId).not.toBe(first.feedback[0]!.feedbackId);
    await second.settle();
    expect(await collect()).toEqual([]);
  });

  test('feedback that changes between looking and settling is not lost', async () => {
    await sink.send([orderOf()], call);
    await bureau.write('ZL-2026-0001-1', { FKZT: '1', FKSJ: '2026-07-02 09:00:00' });
    const early = await sink.collect!(call);
    await bureau.write('ZL-2026-0001-1', { FKZT: '2', FKSJ: '2026-07-02 09:00:01', LSRQ: '20260702' });
    await early.settle();
    expect(await collect()).toMatchObject([{ said: { kind: 'IMPLEMENTED', doneOn: '2026-07-02', evidence: [] } }]);
  });

  test('feedback that cannot be read is handed on as such; free text is masked and has an end', async () => {
    const ids = ['A', 'B', 'C', 'D'];
    await sink.send(
      ids.map((orderId) => orderOf({ orderId })),
      call,
    );
    await bureau.write('A', { FKZT: '9', FKSJ: '' });
    await bureau.write('B', { FKZT: '2', FKSJ: '', LSRQ: '2026-07-32' });
    await bureau.write('C', { FKZT: '2', FKSJ: '', LSRQ: '2026-07-02', FKZM: '说明', FKZMHX: 'no hash' });
    const reason = `无此职权,联系人李某乙身份证510904190001010020。${'长'.repeat(5000)}`;
    await server.run(`UPDATE LHJC_ZL SET FKZT = '3', FKSM = '${reason}' WHERE ZLBH = 'D'`);
    const collected = await sink.collect!(call);
    expect(collected.feedback).toEqual([
      { feedbackId: expect.any(String), orderId: 'A', problem: 'FKZT is outside its table' },
      { feedbackId: expect.any(String), orderId: 'B', problem: expect.stringContaining('LSRQ') },
      { feedbackId: expect.any(String), orderId: 'C', problem: expect.stringContaining('FKZMHX') },
      { feedbackId: expect.any(String), orderId: 'D', said: { kind: 'DECLINED', reason: expect.any(String) } },
    ]);
    const said = (collected.feedback[3] as { said: { reason: string } }).said.reason;
    expect(said).toMatch(/^无此职权,联系人\*+身份证\*{18}。长+…$/);
    expect([...said]).toHaveLength(2000);
    await collected.settle();
    expect(await collect()).toEqual([]);
  });

  test('an account that may write this table alone is enough', async () => {
    const url = await server.writerOf('LHJC_ZL');
    const { username: ordersUser, password: ordersPassword } = new URL(url);
    const own = openSink(connector, department, { url: server.url, ordersUser, ordersPassword });
    await own.send([orderOf()], call);
    await bureau.write('ZL-2026-0001-1', { FKZT: '1', FKSJ: '' });
    await (await own.collect!(call)).settle();
    expect((await own.collect!(call)).feedback).toEqual([]);
    await own.close();
  });

  test('an account that may only read is refused', async () => {
    const url = await server.readerOf('LHJC_ZL', ['ZLBH']);
    const reader = openSink(connector, department, { url });
    expect(await rejection(reader.send([orderOf()], call))).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    await reader.close();
  });

  test('a table that is not there, or too narrow, cannot be relied on, and nothing of a batch stays', async () => {
    const tooLong = orderOf({ orderId: 'ZL-2', itemCode: 'X'.repeat(100) });
    expect(await rejection(sink.send([orderOf(), tooLong], call))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
    expect(await server.rows('SELECT * FROM LHJC_ZL')).toEqual([]);
    await server.run('DROP TABLE LHJC_ZL');
    expect(await rejection(sink.send([orderOf()], call))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
    expect(await rejection(sink.collect!(call))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test('a row that a further key keeps out is not taken for one that is there', async () => {
    await server.run('ALTER TABLE LHJC_ZL ADD CONSTRAINT one_a_measure UNIQUE (CSBH)');
    await sink.send([laterOrder(1, 'APPLY')], call);
    const second = await rejection(sink.send([laterOrder(2, 'LIFT')], call));
    expect(second).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test('a locked table is given up in time', async () => {
    const release = await server.lock('LHJC_ZL');
    const impatient = openSink(connector, department, { url: server.url }, { timeoutMs: 500 });
    expect(await rejection(impatient.send([orderOf()], call))).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await impatient.close();
    await release();
  });
}
