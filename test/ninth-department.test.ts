import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { departmentsFolder, loadDepartments } from '../subgraphs/connector/load-departments.ts';
import { createHost, type Host } from '../subgraphs/host.ts';
import { quiet } from './support/database.ts';
import { compose, MONDAY, serveGateway, noFiles } from './support/district.ts';
import { block } from './support/readme.ts';

const subgraphs = join(departmentsFolder, '..');
let folder: string;
let system: Server;
let host: Host | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'departments-'));
  system = createServer((request, response) => {
    const known = request.headers.authorization === 'Bearer t0ken' && request.url?.includes('91510904MAXXXX015M');
    const row = {
      ID: 'W1',
      USCC: '91510904MAXXXX015M',
      MC: '遂宁市样例青禾粮油有限公司',
      TZH: '水催（2026）7号',
      RQ: '2026年6月1日',
      JE: '1,280.50',
      HH: '00017',
    };
    response.end(JSON.stringify(known ? { code: '0', data: [row] } : { code: '1', data: '' }));
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  system.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The folder that the README writes, with its imports led to the product's own. */
function followReadme(connector = (text: string) => text): void {
  const own = join(folder, 'water-supply');
  mkdirSync(own);
  writeFileSync(join(own, 'schema.graphql'), block('README.md', 'graphql', 'waterSupply: WaterSupplySection'));
  const text = block('README.md', 'ts', 'defineConnector').replaceAll("'../../", `'${subgraphs}/`);
  writeFileSync(join(own, 'connector.ts'), connector(text));
}

test('a further department is a folder: followed by the README, it answers beside the others', async () => {
  followReadme();
  const url = `http://127.0.0.1:${(system.address() as AddressInfo).port}`;
  host = await createHost({
    settings: {
      databaseUrl: null,
      dataDir: null,
      registerMapping: null,
      files: noFiles,
      webhooks: {},
      demo: false,
      demoClock: 'real',
      demoPort: 0,
      departments: { 'water-supply': { url, token: 't0ken' } },
    },
    clock: { now: () => MONDAY },
    log: quiet,
    folders: [departmentsFolder, folder],
  });
  const gateway = await serveGateway(host, compose([folder]));
  const query = `{ organisation(creditCode: "91510904MAXXXX015M") {
    waterSupply { source { department state } arrears { account record { documentNumber documentOn amount { yuan } authority } } }
    court { source { state } } greenChannel(matter: "SP-001") { sections { department } }
    creditRecords(department: ["water-supply"]) { complete edges { node { record { department documentNumber } } } }
    statements { fact statements { department value } } } }`;
  const answer = await gateway.ask(query);
  await gateway.close();
  expect(answer.errors).toEqual([]);
  expect(answer.data!['organisation']).toEqual({
    waterSupply: {
      source: { department: 'water-supply', state: 'ANSWERED' },
      arrears: [
        {
          account: '00017',
          record: {
            documentNumber: '水催〔2026〕7号',
            documentOn: '2026-06-01',
            amount: { yuan: '1280.50' },
            authority: '样例供水公司',
          },
        },
      ],
    },
    court: { source: { state: 'NOT_CONNECTED' } },
    greenChannel: { sections: expect.arrayContaining([{ department: 'court' }, { department: 'water-supply' }]) },
    creditRecords: {
      complete: true,
      edges: [{ node: { record: { department: 'water-supply', documentNumber: '水催〔2026〕7号' } } }],
    },
    statements: expect.arrayContaining([
      { fact: 'NAME', statements: [{ department: 'water-supply', value: '遂宁市样例青禾粮油有限公司' }] },
    ]),
  });
});

test.each([
  [
    'a field that is mapped but not in the SDL',
    (text: string) => text.replace("account: text('HH')", "account: text('HH'), meter: text('BH')"),
    'WaterArrears.meter is mapped but not in the SDL',
  ],
  [
    'a field of the SDL that is not mapped',
    (text: string) => text.replace("account: text('HH')", ''),
    'WaterArrears.account is in the SDL but not mapped',
  ],
  [
    'a type that differs',
    (text: string) => text.replace("account: text('HH')", "account: date('HH')"),
    'WaterArrears.account is String in the SDL, the connector yields Date',
  ],
  [
    'a statement about the organisation by no field of its own',
    (text: string) => text.replace("freshFor: '6h'", "states: { ADDRESS: 'premises' }, freshFor: '6h'"),
    'states ADDRESS by premises, which is no field of it',
  ],
  [
    'a duration that is none',
    (text: string) => text.replace("freshFor: '6h'", "freshFor: '6 hours' as never"),
    'is not a duration',
  ],
])('the process refuses to start over %s, and names it', async (_, spoil, message) => {
  followReadme(spoil);
  await expect(loadDepartments(folder)).rejects.toThrow(message);
});
