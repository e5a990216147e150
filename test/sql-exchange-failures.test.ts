import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Settings } from '../subgraphs/connector/protocol.ts';
import connector from '../subgraphs/departments/market-regulation/connector.ts';
import { DepartmentAnswerInvalid, DepartmentRefused, DepartmentUnavailable } from '../schema/errors.ts';
import { families, type ExchangeServer } from './support/exchange-server.ts';
import { deliveryOf, failureOf, lookAt, sampleOf } from './support/mirror.ts';
import type { TableQuery } from '../subgraphs/protocols/sql-exchange-query.ts';

const sample = {
  PostgreSQL: sampleOf('market-regulation', 'xyjh.postgres.sql').replace(/^CREATE SCHEMA.*$/m, ''),
  MariaDB: sampleOf('market-regulation', 'xyjh.mariadb.sql').replaceAll(/^(?:CREATE DATABASE|USE) .*$/gm, ''),
};
const look = (settings: Settings, timeoutMs = 2000) => lookAt(connector, settings, { timeoutMs });
const rejection = (settings: Settings, timeoutMs?: number) =>
  look(settings, timeoutMs).then(
    () => null,
    (error: unknown) => error,
  );

describe.each(families)('failures of $name', (family) => {
  family.describe('a real server', () => {
    let server: ExchangeServer;
    beforeEach(async () => {
      server = await family.create();
      await server.run(sample[family.name as keyof typeof sample]);
    });
    afterEach(() => server.drop());

    test('a locked table costs its own record set only, as no answer', async () => {
      const release = await server.lock('T_XZCF');
      const collected = await look({ url: server.url }, 1000);
      await release();
      expect(failureOf(collected, 'penalties')).toBeInstanceOf(DepartmentUnavailable);
      expect(deliveryOf(collected, 'licences').rows).toHaveLength(5);
    });

    test('a table that is gone, or a column, is an answer that cannot be relied on', async () => {
      await server.run('DROP TABLE T_NB; ALTER TABLE T_XZCF DROP COLUMN CF_NR');
      const collected = await look({ url: server.url });
      expect(failureOf(collected, 'annualReports')).toBeInstanceOf(DepartmentAnswerInvalid);
      expect(failureOf(collected, 'penalties')).toBeInstanceOf(DepartmentAnswerInvalid);
      expect(deliveryOf(collected, 'registrations').rows).toHaveLength(33);
    });

    test('a missing register of deletions leaves nothing to be relied on', async () => {
      await server.run('DROP TABLE T_DEL');
      expect(failureOf(await look({ url: server.url }), 'penalties')).toBeInstanceOf(DepartmentAnswerInvalid);
    });

    test('more rows than this gateway is set to read are not taken', async () => {
      const collected = await look({ url: server.url, maxRows: '32' });
      expect(failureOf(collected, 'registrations')).toBeInstanceOf(DepartmentAnswerInvalid);
      expect(deliveryOf(collected, 'penalties').rows).toHaveLength(11);
    });

    test('an account that may read only what the connector names is enough, and one that may not is refused', async () => {
      const { columns } = connector.recordSets['penalties']!.query as TableQuery;
      const url = await server.readerOf('T_XZCF', columns);
      expect(columns).toEqual(expect.not.arrayContaining(['CF_FRDB', 'CF_FR_ZJHM', 'CF_GSJZQ']));
      const collected = await look({ url });
      // The register of deletions is not among them.
      expect(failureOf(collected, 'penalties')).toBeInstanceOf(DepartmentRefused);
      expect(failureOf(collected, 'licences')).toBeInstanceOf(DepartmentRefused);
    });

    test('an unknown account or database is refused', async () => {
      expect(await rejection({ url: server.url, user: 'nobody_at_all', password: 'wrong' })).toBeInstanceOf(
        DepartmentRefused,
      );
      const elsewhere = Object.assign(new URL(server.url), { pathname: '/no_such_database' }).href;
      expect(await rejection({ url: elsewhere })).toBeInstanceOf(DepartmentRefused);
    });
  });
});

describe.each(['postgres', 'mysql'])('a %s address', (scheme) => {
  const sockets = new Set<Socket>();
  let server: Server;
  const url = () => `${scheme}://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}/exchange`;
  async function listen(onConnection: (socket: Socket) => void): Promise<void> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test('where nobody listens is no answer', async () => {
    await listen(() => undefined);
    const dead = url();
    await new Promise((resolve) => server.close(resolve));
    expect(await rejection({ url: dead })).toBeInstanceOf(DepartmentUnavailable);
  });

  test('that takes the connection and says nothing is given up in time, and its socket closed', async () => {
    const closed = Promise.withResolvers<void>();
    await listen((socket) => socket.resume().on('close', () => closed.resolve()));
    const started = performance.now();
    expect(await rejection({ url: url() }, 200)).toBeInstanceOf(DepartmentUnavailable);
    expect(performance.now() - started).toBeLessThan(3000);
    await closed.promise;
  });

  test('that hangs up at once is no answer', async () => {
    await listen((socket) => socket.destroy());
    expect(await rejection({ url: url() })).toBeInstanceOf(DepartmentUnavailable);
  });

  test('whose caller no longer waits is let go at once', async () => {
    await listen((socket) => socket.resume());
    const nobody = lookAt(connector, { url: url() }, { signal: AbortSignal.timeout(100), timeoutMs: 20_000 });
    await expect(nobody).rejects.toBeInstanceOf(DepartmentUnavailable);
  });
});

test.each(['oracle://127.0.0.1/x', 'not an address'])('%s is refused at the start, without being repeated', (url) => {
  expect(() => lookAtOnce({ url })).toThrow('url is neither a postgres:// nor a mysql:// address');
});

test('a bound on rows that is no number is refused at the start', () => {
  expect(() => lookAtOnce({ url: 'mysql://127.0.0.1/x', maxRows: 'many' })).toThrow('maxRows');
});

function lookAtOnce(settings: Settings): void {
  const { protocol } = connector;
  if (protocol.mode !== 'asked') protocol.connect(settings, {} as never);
}
