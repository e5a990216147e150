import { startControl, type Control } from '../demo/control.ts';
import { createDistrict } from '../demo/create-district.ts';
import { createGatewayClient } from '../demo/gateway-client.ts';
import { startStandIns } from '../demo/load-stand-ins.ts';
import type { StandIn } from '../demo/district.ts';
import { createOrderDesk } from '../demo/order-desk.ts';
import court from '../subgraphs/departments/court/connector.ts';
import { openAnswers, type AnswersEndpoint } from './support/answers.ts';
import { call } from './support/asking.ts';
import { openSink, orderOf } from './support/orders.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const start = Date.parse('2026-07-06T10:15:00+08:00');

describe('the control endpoint', () => {
  const folder = temporaryFolder();
  const clock = { now: () => start };
  let answers: AnswersEndpoint;
  let standIns: StandIn[];
  let control: Control;
  beforeAll(async () => {
    answers = await openAnswers();
    const { clientOf } = answers;
    const district = createDistrict({ clock, seed: 7, folder: folder.path, clientOf });
    standIns = await startStandIns(district, ['court', 'quality-supervision']);
    control = await startControl({ standIns, issuer: null, port: 0 });
  });
  afterAll(async () => {
    await control.close();
    await Promise.all(standIns.map((one) => one.close()));
    await answers.close();
    folder.remove();
  });
  const post = async (department: string, body: unknown) => {
    const response = await fetch(`${control.url}/departments/${department}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
  };
  const orders = async (department: string) => {
    const response = await fetch(`${control.url}/departments/${department}/orders`);
    return { status: response.status, list: await response.json() };
  };

  test('shows what a department received, and switches whether it answers', async () => {
    const sink = openSink(court, 'court', standIns[0]!.settings, { clock });
    await sink.send([orderOf()], call).finally(() => sink.close());
    expect(await post('court', { answers: 'never' })).toMatchObject({ status: 200, mode: 'normal' });
    await standIns[0]!.orders!.work();
    const entry = {
      orderId: 'ZL-2026-0001-1',
      measureId: 'CS-2026-0001',
      kind: 'APPLY',
      sequence: 1,
      receipts: 1,
      effective: true,
    };
    expect(await orders('court')).toEqual({ status: 200, list: [{ ...entry, answered: null }] });
    expect(await post('court', { answers: 'by itself' })).toMatchObject({ status: 200 });
    await standIns[0]!.orders!.work();
    expect(await orders('court')).toEqual({ status: 200, list: [{ ...entry, answered: 'IMPLEMENTED' }] });
  });

  test('says which department takes no orders, and which word it does not know', async () => {
    expect(await orders('quality-supervision')).toMatchObject({ status: 404, list: { code: 'NO_ORDERS' } });
    expect(await orders('post-office')).toMatchObject({ status: 404 });
    expect(await post('quality-supervision', { answers: 'never' })).toMatchObject({ status: 400 });
    expect(await post('court', { answers: 'perhaps' })).toMatchObject({ status: 400, code: 'ANSWERS_UNKNOWN' });
    expect(await post('court', {})).toMatchObject({ status: 400, code: 'MODE_UNKNOWN' });
  });

  test('changes mode and answers at once, and the mode stays when only the answers change', async () => {
    expect(await post('court', { mode: 'failing', answers: 'never' })).toMatchObject({ status: 200, mode: 'failing' });
    expect(await post('court', { answers: 'by itself' })).toMatchObject({ status: 200, mode: 'failing' });
    expect(await post('court', { mode: 'normal' })).toMatchObject({ status: 200, mode: 'normal' });
  });
});

test('a department with a pace of its own works by itself, and tries again until its gateway is there', async () => {
  const reported = Promise.withResolvers<string>();
  let tries = 0;
  const desk = createOrderDesk({
    department: 'court',
    clock: { now: () => start },
    pace: { afterMs: 0, everyMs: 1 },
    answering: {
      async acknowledge() {
        tries += 1;
        if (tries < 3) throw new Error('the gateway is not known yet');
        return null;
      },
      async report({ orderId }) {
        reported.resolve(orderId);
        return null;
      },
    },
  });
  desk.receive(orderOf());
  expect(await reported.promise).toBe('ZL-2026-0001-1');
  expect(tries).toBe(3);
  await desk.close();
});

test('what lies ahead is acknowledged now and reported when it has begun', async () => {
  const said: string[] = [];
  let nowMs = start;
  const desk = createOrderDesk({
    department: 'court',
    clock: { now: () => nowMs },
    answering: {
      acknowledge: async () => (said.push('acknowledged'), null),
      report: async (_, { doneOn }) => (said.push(doneOn), null),
    },
  });
  desk.receive(orderOf({ startsOn: '2026-07-08' }));
  await desk.work();
  expect(said).toEqual(['acknowledged']);
  nowMs += 2 * 86_400_000;
  await desk.work();
  expect(said).toEqual(['acknowledged', '2026-07-08']);
  await desk.close();
});

test('a client without a gateway, without a token, or that is not let in says so', async () => {
  const answers = await openAnswers();
  const token = async () => 'token';
  const refused = createGatewayClient({ gatewayUrl: () => `${answers.url}/elsewhere`, token });
  await expect(refused.acknowledge(orderOf())).rejects.toThrow('not here');
  await expect(createGatewayClient({ gatewayUrl: () => null, token }).acknowledge(orderOf())).rejects.toThrow(
    'gateway',
  );
  const nameless = createGatewayClient({
    gatewayUrl: () => answers.url,
    token: () => Promise.reject(new Error('no token')),
  });
  await expect(nameless.acknowledge(orderOf())).rejects.toThrow('no token');
  expect(answers.received).toEqual([]);
  await answers.close();
});
