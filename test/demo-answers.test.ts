import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import environment from '../subgraphs/departments/environment/connector.ts';
import { openAnswers, type AnswersEndpoint } from './support/answers.ts';
import { call } from './support/asking.ts';
import { MONDAY } from './support/district.ts';
import { openSink, orderOf } from './support/orders.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Ready {
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const folder = temporaryFolder();
let answers: AnswersEndpoint;
let demo: ChildProcess;
let ready: Ready;
beforeAll(async () => {
  answers = await openAnswers();
  const args = ['--port', '0', '--folder', join(folder.path, 'demo'), '--orders-after-ms', '0'];
  const offset = `--clock-offset-ms=${MONDAY - Date.now()}`;
  demo = fork(join(import.meta.dirname, '../demo/main.ts'), [...args, offset], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  [ready] = (await once(demo, 'message')) as [Ready];
});
afterAll(async () => {
  demo.kill('SIGTERM');
  await once(demo, 'exit');
  await answers.close();
  folder.remove();
});

test('the demo’s departments answer the gateway that its parent names, each with a token of its own officer', async () => {
  const offsetMs = MONDAY - Date.now();
  const clock = { now: () => Date.now() + offsetMs };
  const sink = openSink(environment, 'environment', ready.settings['environment']!, { clock });
  await sink.send([orderOf()], call).finally(() => sink.close());
  demo.send({ gateway: answers.url });
  const reported = await answers.reported;
  expect(reported.input).toMatchObject({ orderId: 'ZL-2026-0001-1', implemented: { doneOn: '2026-07-06' } });
  const claims = decodeJwt(reported.token!.replace('Bearer ', ''));
  expect(claims).toMatchObject({ role: 'officer', department: 'environment' });
  expect(answers.received.map(({ mutation }) => mutation)).toEqual(['acknowledgeOrder', 'reportOutcome']);
}, 20_000);
