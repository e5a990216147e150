import type { Database } from '../subgraphs/database/database.ts';
import { createStamper, stampedDigest } from '../subgraphs/disclosures/stamp.ts';
import { openTestDatabase, quiet } from './support/database.ts';
import { openDisclosureLog, type OpenLog } from './support/disclosure-log.ts';
import { startTimestampAuthority, type TimestampAuthority } from './support/timestamp-authority.ts';

const HOUR_MS = 3_600_000;
let authority: TimestampAuthority;
let database: Database;
let opened: OpenLog;
let now = Date.parse('2026-07-06T02:00:00Z');
const openStamper = (url = authority.url) =>
  createStamper({ database, url, graceMs: 4 * HOUR_MS, now: () => now, log: quiet });
const stamps = () =>
  database.query<{ number: number; link: string; token: string }>(
    `SELECT number, link, encode(token, 'hex') AS token FROM disclosure_timestamps JOIN disclosure_groups USING (number)`,
  );

beforeAll(async () => {
  authority = await startTimestampAuthority();
  database = await openTestDatabase();
  opened = openDisclosureLog(database);
});
afterAll(async () => {
  await authority[Symbol.asyncDispose]();
  await database.close();
});
beforeEach(() => authority.answerWith(null));

test('the end of the chain is time-stamped once, and openssl finds the stamp good', async () => {
  await opened.group('a');
  await opened.group('b');
  const stamper = openStamper();
  await stamper.stamp();
  await stamper.stamp();
  const [stamp, ...others] = await stamps();
  expect(others).toEqual([]);
  expect(stamp!.number).toBe(2);
  authority.verify(Buffer.from(stamp!.token, 'hex'), stampedDigest(stamp!.link));
  expect(() => authority.verify(Buffer.from(stamp!.token, 'hex'), stampedDigest('00'))).toThrow();
  expect(await opened.faults()).toEqual([]);
});

test('a stamp that was put under another group is found', async () => {
  await opened.group('c');
  await opened.tamper('UPDATE disclosure_timestamps SET number = 3');
  expect(await opened.faults()).toEqual(['CHANGED group 3']);
  await opened.tamper('UPDATE disclosure_timestamps SET number = 2');
});

test.each([
  ['garbage', Buffer.from('<html>busy</html>')],
  ['a refusal', Buffer.from('30053003020102', 'hex')],
  ['nothing', Buffer.alloc(0)],
  ['a reply that is cut short', Buffer.from('3082ffff3003020100', 'hex')],
])('%s is no stamp, and the log closes when none came for too long', async (_, reply) => {
  authority.answerWith(reply);
  await opened.group('d');
  const before = await stamps();
  const stamper = openStamper();
  await stamper.stamp();
  expect(await stamps()).toEqual(before);
  expect(stamper.open).toBe(true);
  now += 4 * HOUR_MS;
  expect(stamper.open).toBe(false);
});

test('a stamp for somebody else’s query is not taken, and the log opens again with a good one', async () => {
  const [stamp] = await stamps();
  const granted = Buffer.from('3003020100', 'hex');
  const body = Buffer.concat([granted, Buffer.from(stamp!.token, 'hex')]);
  authority.answerWith(Buffer.concat([Buffer.of(0x30, 0x82, body.length >> 8, body.length & 0xff), body]));
  const stamper = openStamper();
  await opened.group('e');
  await stamper.stamp();
  expect(await stamps()).toHaveLength(1);
  now += 5 * HOUR_MS;
  expect(stamper.open).toBe(false);
  authority.answerWith(null);
  await stamper.stamp();
  expect(stamper.open).toBe(true);
  expect(await stamps()).toHaveLength(2);
});

test('an authority that cannot be reached is one that fails', async () => {
  const stamper = openStamper('http://127.0.0.1:9/');
  await opened.group('f');
  await stamper.stamp();
  now += 4 * HOUR_MS;
  expect(stamper.open).toBe(false);
});
