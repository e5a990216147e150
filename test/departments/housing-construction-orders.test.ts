import { createStandIn } from '../../demo/stand-ins/housing-construction/stand-in.ts';
import connector from '../../subgraphs/departments/housing-construction/connector.ts';
import { call } from '../support/asking.ts';
import { none, open, opened, page, sealed, settings } from '../support/housing-construction.ts';
import { takesOrdersOneByOne } from '../support/order-wire.ts';
import { openSink, orderOf } from '../support/orders.ts';
import { block } from '../support/readme.ts';
import { createReplay, type Replay } from '../support/replay.ts';

describe('orders to the housing bureau', () =>
  takesOrdersOneByOne({
    department: 'housing-construction',
    connector,
    create: createStandIn,
    modes: {
      failing: ['DEPARTMENT_BUSY'],
      garbage: ['DEPARTMENT_ANSWER_INVALID'],
      dead: ['DEPARTMENT_UNAVAILABLE'],
    },
    wrong: { appId: 'somebody-else' },
  }));

describe('on the wire to the housing bureau', () => {
  let replay: Replay;
  beforeAll(async () => void (replay = await createReplay()));
  afterAll(() => replay.close());
  const send = async (message: Buffer) => {
    replay.play(message);
    const sink = openSink(connector, 'housing-construction', { url: replay.url, ...settings });
    await sink.send([orderOf()], call).finally(() => sink.close());
  };
  const receipt = page([{ zlbh: orderOf().orderId }]);

  test('an order is the sealed and signed text that the interface document shows', async () => {
    await send(sealed(receipt));
    const { head, plain } = opened(replay.requests.at(-1)!);
    expect(head).toMatchObject({ '': 'POST /zjxy/v1/orders HTTP/1.1', 'x-sign': expect.stringMatching(/^\w{128}$/) });
    const example = block('subgraphs/departments/housing-construction/INTERFACE.md', 'json', '"zlbh"');
    expect(plain).toEqual(JSON.parse(example));
    expect(plain).toMatchObject({ zlbh: orderOf().orderId, csnr: orderOf().content, jzrq: '' });
  });

  test.each([
    ['a receipt that nobody signed', open(receipt)],
    ['a receipt that somebody else signed', sealed(receipt, { headers: { 'X-Sign': '1f'.repeat(64) } })],
    ['a receipt of ten minutes ago', sealed(receipt, { timestampMs: Date.parse('2026-07-01T10:05:00+08:00') })],
    ['the receipt of another order', sealed(page([{ zlbh: 'ZL-2026-0001-2' }]))],
    ['a signed "no data"', sealed(none)],
  ])('%s proves nothing', async (_, message) => {
    await expect(send(message)).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test.each([
    ['5001', 'DEPARTMENT_MAINTENANCE'],
    ['4003', 'DEPARTMENT_REFUSED'],
  ])('code %s is %s', async (retCode, code) => {
    await expect(send(open({ ...none, retCode }))).rejects.toMatchObject({ code });
  });
});
