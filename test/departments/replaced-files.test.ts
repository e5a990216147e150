import { parseCreditCode } from '../../schema/credit-code.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { DeliveringProtocol } from '../../subgraphs/connector/protocol.ts';
import { createCollector } from '../../subgraphs/deliveries/collector.ts';
import { loadDelivered } from '../../subgraphs/deliveries/delivered-sections.ts';
import quality from '../../subgraphs/departments/quality-supervision/connector.ts';
import science from '../../subgraphs/departments/science-technology/connector.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { dbfBytes } from '../support/dbf.ts';
import { demoDirectory } from '../support/directory.ts';
import { createSharedFolder, runtimeOf, type SharedFolder } from '../support/shared-folder.ts';
import { uploadOf } from '../support/upload.ts';

const jinyuan = parseCreditCode('91510904205990028Y').code;
const xinwei = parseCreditCode('91510904MAXXXX1627').code;
let database: Database;
let shared: SharedFolder;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => {
  shared = createSharedFolder();
});
afterEach(() => shared.remove());
afterAll(() => database.close());

/** The department's first record set about an organisation, after a look at its folder on a day of 2026. */
async function after(day: string, department: string, connector: Connector) {
  const runtime = runtimeOf(department, `2026-${day}T10:00:00+08:00`);
  const { clock, log } = runtime;
  const system = (connector.protocol as DeliveringProtocol).connect({ url: shared.url }, runtime);
  const directory = () => async () => demoDirectory();
  const collector = createCollector({
    department,
    connector,
    system,
    database,
    directory,
    clock,
    log,
    timeoutMs: 9000,
  });
  const taken = await collector.collect();
  const code = department === 'quality-supervision' ? jinyuan : xinwei;
  const [answers] = await loadDelivered({ department, connector, queries: database, clock }, [code]);
  const { asOfMs, error, facts, state } = answers![0]!;
  return {
    taken,
    state,
    code: (error as { code?: string } | null)?.code ?? null,
    documents: facts.map(({ documentNumber }) => documentNumber),
    asOf: asOfMs === null ? null : new Date(asOfMs).toISOString().slice(5, 10),
  };
}

describe('the files of quality supervision', () => {
  const look = (day: string) => after(day, 'quality-supervision', quality);
  const put = (...numbers: string[]) =>
    shared.put(
      'SCXKZ.DBF',
      dbfBytes(
        'SCXKZ.DBF',
        numbers.map((ZSBH) => ({ ZSBH })),
      ),
      '2019-05-06T00:00:00Z',
    );

  test('say what they say now: what is no longer in them is no longer stated, and an old file is not out of date', async () => {
    shared.put('CCJG.DBF', dbfBytes('CCJG.DBF', []));
    put('XK1', 'XK2');
    const answered = { state: 'ANSWERED', code: null };
    expect(await look('07-01')).toMatchObject({ ...answered, taken: true, documents: ['XK1', 'XK2'], asOf: '07-01' });
    expect(await look('07-05')).toMatchObject({ ...answered, taken: false, documents: ['XK1', 'XK2'], asOf: '07-05' });
    put('XK2', 'XK3');
    expect(await look('07-06')).toMatchObject({ ...answered, taken: true, documents: ['XK2', 'XK3'] });
    shared.put('SCXKZ.DBF', dbfBytes('SCXKZ.DBF', [{ ZSBH: 'XK9' }], { count: 2 }));
    expect(await look('07-07')).toMatchObject({
      state: 'STALE',
      code: 'DEPARTMENT_ANSWER_INVALID',
      documents: ['XK2', 'XK3'],
      asOf: '07-06',
    });
    put('XK2', 'XK3');
    expect(await look('07-08')).toMatchObject({ ...answered, taken: false, asOf: '07-08' });
  });
});

describe('the uploads of science and technology', () => {
  const look = (day: string, connector: Connector = science) => after(day, 'science-technology', connector);
  const put = (name: string, day: string, ...numbers: string[]) => {
    const rows = numbers.map((number) => [
      xinwei,
      '遂宁样例芯微电子有限公司',
      null,
      number,
      '2024-11-05',
      '2027-11-04',
      '有效',
    ]);
    shared.put(name, uploadOf({ 高新技术企业: rows }), `2026-${day}T09:00:00+08:00`);
  };

  test('say what the newest good one says, as of its upload, and are out of date when the next is overdue', async () => {
    put('kjj-01.xlsx', '01-08', 'GR1', 'GR2');
    expect(await look('01-09')).toMatchObject({ state: 'ANSWERED', documents: ['GR1', 'GR2'], asOf: '01-08' });
    put('kjj-04.xlsx', '04-08', 'GR2');
    expect(await look('04-09')).toMatchObject({ taken: true, state: 'ANSWERED', documents: ['GR2'], asOf: '04-08' });
    expect(await look('05-01')).toMatchObject({ taken: false, state: 'ANSWERED' });
    expect(await look('09-01')).toMatchObject({ taken: false, state: 'STALE', documents: ['GR2'] });
  });

  test('stand by the one before when one has to go back, and when one was taken away', async () => {
    put('kjj-07.xlsx', '09-02', 'GR3');
    expect(await look('09-03')).toMatchObject({ state: 'ANSWERED', documents: ['GR3'] });
    put('kjj-08.xlsx', '09-04', 'GR4');
    expect(await look('09-05')).toMatchObject({ state: 'ANSWERED', documents: ['GR4'] });
    shared.put('kjj-09.xlsx', 'no workbook', '2026-09-06T00:00:00Z');
    expect(await look('09-07')).toMatchObject({
      state: 'STALE',
      code: 'DEPARTMENT_ANSWER_INVALID',
      documents: ['GR4'],
    });
    shared.take('kjj-09.xlsx');
    shared.take('kjj-08.xlsx');
    expect(await look('09-08')).toMatchObject({ taken: true, state: 'ANSWERED', documents: ['GR3'] });
  });

  test('are read once more, and not again, by a connector that has learnt something', async () => {
    put('kjj-10.xlsx', '10-08', 'GR5');
    const newer = { ...science, version: science.version + 1 };
    expect(await look('10-09')).toMatchObject({ taken: true, documents: ['GR5'] });
    expect(await look('10-10', newer)).toMatchObject({ taken: true, documents: ['GR5'] });
    expect(await look('10-11', newer)).toMatchObject({ taken: false, documents: ['GR5'] });
  });
});
