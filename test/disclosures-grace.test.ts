import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientRequest } from '../gateway/client-request.ts';
import { createDisclose, lateBy } from '../gateway/disclosures/disclose.ts';
import { RequestTimedOut } from '../schema/limit-errors.ts';
import type { DisclosureEntry } from '../schema/disclosure.ts';
import { createGrace } from '../subgraphs/disclosures/grace.ts';
import { HostSettingsInvalid, readHostSettings } from '../subgraphs/config.ts';
import { keptSigner, readSigner } from '../subgraphs/disclosures/signing.ts';
import { quiet } from './support/database.ts';
import { entry } from './support/disclosure-log.ts';

let folder: string;
let written: string[];
let isDown: boolean;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grace-'));
  written = [];
  isDown = false;
  now = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'waiting.jsonl');
const sink = {
  async append({ id }: DisclosureEntry) {
    if (isDown) throw new Error('down');
    written.push(id);
  },
};
const open = (graceMs: number) => createGrace({ sink, graceMs, file: file(), now: () => now, log: quiet });

test('without a grace an entry that cannot be written is refused at once, and nothing waits', async () => {
  const grace = open(0);
  isDown = true;
  await expect(grace.append(entry('a'))).rejects.toThrow('down');
  expect(grace.waiting).toBe(0);
  isDown = false;
  await grace.append(entry('b'));
  expect(written).toEqual(['b']);
});

test('within it entries wait on disk, and are written in their order when the database is back', async () => {
  const grace = open(1000);
  isDown = true;
  await grace.append(entry('a'));
  now = 900;
  await grace.append(entry('b'));
  expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3);
  isDown = false;
  await grace.catchUp();
  expect(written).toEqual(['a', 'b']);
  expect(existsSync(file())).toBe(false);
});

test('what waited under an older release, all in one object, is written as it is written now', async () => {
  const { content, ...rest } = entry('old');
  appendFileSync(file(), `${JSON.stringify({ ...rest, ...content })}\n${JSON.stringify(entry('new'))}\n`);
  const appended: DisclosureEntry[] = [];
  const append = async (one: DisclosureEntry) => void appended.push(one);
  await createGrace({ sink: { append }, graceMs: 0, file: file(), now: () => now, log: quiet }).catchUp();
  expect(appended).toEqual([entry('old'), entry('new')]);
});

test('it is bounded: after it nothing is accepted, until what waits is written', async () => {
  const grace = open(1000);
  isDown = true;
  await grace.append(entry('a'));
  now = 1000;
  await expect(grace.append(entry('b'))).rejects.toThrow('down');
  expect(grace.open).toBe(false);
  await grace.catchUp();
  expect(grace.waiting).toBe(1);
  isDown = false;
  await grace.catchUp();
  expect(grace.open).toBe(true);
  expect(written).toEqual(['a']);
});

test('what waited when the process died is written by the next one; a half line was never promised', async () => {
  isDown = true;
  await open(1000).append(entry('a'));
  appendFileSync(file(), '{"id":"half');
  isDown = false;
  const next = open(0);
  await next.catchUp();
  expect(written).toEqual(['a']);
  expect(existsSync(file())).toBe(false);
});

test('a log that hangs holds no request for longer than its time, and its answer is not given out', async () => {
  const time = new AbortController();
  const disclose = createDisclose({ append: () => new Promise(() => {}) }, () => 0);
  const request: ClientRequest = {
    requestId: 'r',
    fresh: false,
    caller: null,
    purpose: null,
    levels: [],
    rights: [],
    byGateway: true,
    gone: time.signal,
    planOnly: false,
    warnings: [],
  };
  const account = {
    organisations: new Set(['91510904MAXXXX015M']),
    measures: new Set<string>(),
    sections: [],
    asked: [],
    fields: [],
    commands: [],
  };
  const disclosed = disclose(request, { account, operationName: null, document: '', digest: '' }, lateBy(request));
  time.abort(new RequestTimedOut(1000));
  await expect(disclosed).rejects.toMatchObject({ code: 'DISCLOSURE_LOG_UNAVAILABLE' });
});

describe('settings', () => {
  const read = (environment: Record<string, string>) => readHostSettings(environment, []).disclosures!;

  test('say how long, how and with what key', () => {
    expect(
      read({
        DISCLOSURE_GRACE: '10m',
        DISCLOSURE_HASH: 'sm3',
        DISCLOSURE_RETENTION_MONTHS: '36',
        DISCLOSURE_BULK_ABOVE: '20',
        DISCLOSURE_HIDDEN_PURPOSES: 'INVESTIGATION, AUDIT',
        DISCLOSURE_HIDDEN_DAYS: '30',
        DISCLOSURE_TSA_URL: 'https://tsa.example/',
        DISCLOSURE_KEY: '/keys/log.pem',
      }),
    ).toMatchObject({
      graceMs: 600_000,
      algorithm: 'sm3',
      retentionMonths: 36,
      bulkAbove: 20,
      hiddenPurposes: ['INVESTIGATION', 'AUDIT'],
      hiddenForMs: 30 * 86_400_000,
      timestampUrl: 'https://tsa.example/',
      keyFile: '/keys/log.pem',
    });
    expect(read({})).toMatchObject({ graceMs: 0, algorithm: 'sha256', retentionMonths: null, bulkAbove: 50 });
  });

  test('that cannot be used are all named; what is hidden is hidden for a year at most', () => {
    const wrong = {
      DISCLOSURE_GRACE: 'long',
      DISCLOSURE_HASH: 'md5',
      DISCLOSURE_RETENTION_MONTHS: '0',
      DISCLOSURE_HIDDEN_DAYS: '366',
      DISCLOSURE_TSA_URL: 'tsa',
    };
    const attempt = () => readHostSettings(wrong, []);
    expect(attempt).toThrow(HostSettingsInvalid);
    for (const name of Object.keys(wrong)) expect(attempt).toThrow(name);
  });

  test('a key is made once and kept; a file that holds no such key is refused by name', () => {
    expect(keptSigner(folder).keyId).toBe(keptSigner(folder).keyId);
    appendFileSync(join(folder, 'no-key.pem'), 'nothing');
    expect(() => readSigner(join(folder, 'no-key.pem'))).toThrow('no-key.pem holds no private key in PEM');
  });
});
