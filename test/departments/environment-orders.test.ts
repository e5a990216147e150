import { createStandIn } from '../../demo/stand-ins/environment/stand-in.ts';
import connector from '../../subgraphs/departments/environment/connector.ts';
import { call } from '../support/asking.ts';
import { account } from '../support/environment.ts';
import { http, takeApart } from '../support/http-messages.ts';
import { takesOrdersOneByOne } from '../support/order-wire.ts';
import { openSink, orderOf } from '../support/orders.ts';
import { block } from '../support/readme.ts';
import { createReplay, type Replay } from '../support/replay.ts';

describe('orders to the environment bureau', () =>
  takesOrdersOneByOne({
    department: 'environment',
    connector,
    create: createStandIn,
    modes: {
      failing: ['DEPARTMENT_UNAVAILABLE'],
      garbage: ['DEPARTMENT_ANSWER_INVALID'],
      dead: ['DEPARTMENT_UNAVAILABLE'],
    },
    wrong: { secret: 'wrong' },
  }));

describe('on the wire to the environment bureau', () => {
  let replay: Replay;
  beforeAll(async () => void (replay = await createReplay()));
  afterAll(() => replay.close());
  const receipt = (data: unknown) => http(JSON.stringify({ code: '00', msg: '已接收', data }));
  const send = async (message: Buffer) => {
    replay.play(message);
    const sink = openSink(connector, 'environment', { url: replay.url, ...account });
    await sink.send([orderOf()], call).finally(() => sink.close());
  };

  test('an order is the signed form that the interface document shows', async () => {
    await send(receipt([{ ZLBH: 'ZL-2026-0001-1' }]));
    const { head, body } = takeApart(replay.requests.at(-1)!);
    expect(head).toMatchObject({
      '': 'POST /hjxy/api/orders HTTP/1.1',
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    });
    const example = block('subgraphs/departments/environment/INTERFACE.md', 'json', '"ZLBH"');
    expect(JSON.parse(new URLSearchParams(body.toString()).get('data')!)).toEqual(JSON.parse(example));
    expect(JSON.parse(example)).toMatchObject({ ZLBH: orderOf().orderId, CSNR: orderOf().content, JZRQ: '' });
  });

  test.each([
    ['success without a receipt', ''],
    ['no rows', []],
    ['the receipt of another order', [{ ZLBH: 'ZL-2026-0001-2' }]],
    ['two receipts', [{ ZLBH: 'ZL-2026-0001-1' }, { ZLBH: 'ZL-2026-0001-2' }]],
  ])('%s proves nothing', async (_, data) => {
    await expect(send(receipt(data))).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test('a page in place of an answer is no answer', async () => {
    await expect(send(http('<!DOCTYPE html><html></html>'))).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });
});
