import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { organisationCodeOf, parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { createDistrict } from '../../demo/create-district.ts';
import type { District, StandIn } from '../../demo/district.ts';
import { createStandIn } from '../../demo/stand-ins/state-tax/stand-in.ts';
import { checkConnector } from '../../subgraphs/connector/check-connector.ts';
import type { Collected, Delivery, DeliveringProtocol } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { createCollector } from '../../subgraphs/deliveries/collector.ts';
import { loadFacts } from '../../subgraphs/deliveries/delivered-records.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { createDrop, createMemory, deliveries, failures, testRuntime } from '../support/drop.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';

const folder = join(import.meta.dirname, '../../subgraphs/departments/state-tax');
const sample = join(folder, 'sample');
const expected = JSON.parse(readFileSync(join(sample, 'expected.json'), 'utf8')) as {
  answers: (ExpectedAnswer & { ignored?: readonly unknown[] })[];
  afterAll: { creditCode: CreditCode; because: string; taxKind?: string; [part: string]: unknown }[];
};
const protocol = connector.protocol as DeliveringProtocol;
const log = pino({ level: 'silent' });
const days = ['drop-20260701', 'drop-20260702'];
const dayOf = (drop: string) => drop.replace(/^drop-(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
const dropped = (drop: string) => Date.parse(`${dayOf(drop)}T05:30:00+08:00`);
const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));

async function look(settings: Record<string, string>, memory = createMemory(), timeoutMs = 2000): Promise<Collected> {
  const system = protocol.connect(settings, testRuntime('2026-07-02T06:30:00+08:00', timeoutMs));
  try {
    return await system.collect(queries, memory, AbortSignal.timeout(10_000));
  } finally {
    await system.close();
  }
}

function read({ recordSet, rows }: Delivery, today: string, directory = demoDirectory()): Reading {
  return readRows(connector.recordSets[recordSet]!, rows, { directory, today });
}

it('the connector yields exactly what the schema promises', () => {
  expect(() =>
    checkConnector('state-tax', readFileSync(join(folder, 'schema.graphql'), 'utf8'), connector),
  ).not.toThrow();
});

describe('the samples', () => {
  const drop = createDrop();
  const looks: Record<string, Collected> = {};
  beforeAll(async () => {
    const memory = createMemory();
    for (const day of days) {
      drop.putAll(join(sample, day), dropped(day));
      looks[day] = await look({ url: drop.url }, memory);
      memory.keep(looks[day]);
    }
  });
  afterAll(() => drop.remove());

  for (const answer of expected.answers) {
    const [, day, name] = answer.sample.split('/') as [string, string, string];
    it(`give what the interface expects of ${day}/${name}`, () => {
      const delivery = deliveries(looks[day]!).find((one) => one.name === name);
      if (answer.source.outcome === 'UNAVAILABLE') {
        expect(delivery).toBeUndefined();
        expect(failures(looks[day]!)).toContainEqual({ name, code: 'DEPARTMENT_UNAVAILABLE' });
        return;
      }
      const reading = read(delivery!, dayOf(day));
      const { actual, wanted } = comparable(reading, answer);
      expect(actual).toEqual(wanted);
      expect(ownParts(reading)).toEqual(expectedParts(answer));
      expect(delivery!.ignored).toBe(answer.ignored?.length ?? 0);
      for (const secret of answer.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    });
  }

  it('are each taken once and looked at without being written to', async () => {
    expect(looks[days[0]!]!.deliveries).toHaveLength(5);
    expect(deliveries(looks[days[1]!]!).map(({ name }) => name)).toEqual([
      'SW_FZCH_F_20260701_001.csv',
      'SW_QSGG_F_20260701_001.csv',
      'SW_FZCH_F_20260702_001.csv',
      'SW_NSXY_Z_20260702_001.csv',
      'SW_QSGG_Z_20260702_001.csv',
    ]);
    expect(failures(looks[days[1]!]!)).toEqual([]);
    expect(looks[days[1]!]!.seen).toEqual({ seriousViolations: dropped(days[0]!) });
  });
});

/** The department's own fields by row, in the names of expected.json. */
function ownParts({ facts }: Reading): Record<string, unknown> {
  return Object.fromEntries(
    facts.map(({ rowRef, fields: { liftedOn: _, involvedAmount, year, ...fields } }) => [
      rowRef,
      {
        ...fields,
        ...(year === undefined ? {} : { year: String(year) }),
        ...(involvedAmount === undefined ? {} : { involvedFen: (involvedAmount as { fen: number }).fen }),
      },
    ]),
  );
}

function expectedParts({ facts }: ExpectedAnswer): Record<string, unknown> {
  return Object.fromEntries(facts.map(({ rowRef, extra: { linkedBy: _, quality: __, ...own } }) => [rowRef, own]));
}

it('leaves every record as the interface expects after the second day', async () => {
  const drop = createDrop();
  const database = await openDatabase({ url: null, dataDir: null }, log);
  for (const day of days) {
    drop.putAll(join(sample, day), dropped(day));
    const runtime = testRuntime(`${dayOf(day)}T06:30:00+08:00`);
    const system = protocol.connect({ url: drop.url }, runtime);
    const parts = { department: 'state-tax', connector, database, log, clock: runtime.clock, timeoutMs: 5000, system };
    await createCollector({ ...parts, directory: () => async () => demoDirectory() }).collect();
    await system.close();
  }
  const codes = [...new Set(expected.afterAll.map(({ creditCode }) => creditCode))];
  const facts = [...(await loadFacts(database, 'state-tax', codes)).values()].flat().map(({ fact }) => fact);
  for (const { because, taxKind, ...wanted } of expected.afterAll) {
    const own = taxKind === undefined ? {} : { fields: expect.objectContaining({ taxKind }) as unknown };
    expect({ because, facts }).toEqual({
      because,
      facts: expect.arrayContaining([expect.objectContaining({ ...wanted, ...own })]) as unknown,
    });
  }
  await database.close();
  drop.remove();
});

describe('one row of a file', () => {
  const heads = {
    NSXY: 'XH,NSRSBH,DJXH,NSRMC,ND,JB,PDRQ,PDWH,SWJG,FDDBR,CZLX,SCYY',
    QSGG: 'XH,NSRSBH,DJXH,NSRMC,ZSXM,SSQ,QSYE,GGRQ,GGWH,SWJG,FDDBR,FRSFZH,CZLX,SCYY',
    FZCH: 'XH,NSRSBH,DJXH,NSRMC,RDRQ,RDWH,JCRQ,SWJG,FDDBR,CZLX,SCYY',
    ZDAJ: 'XH,NSRSBH,DJXH,NSRMC,AJXZ,SAJE,FKJE,JDRQ,JDWH,GBQ,GBZ,SWJG,BZ,CZLX,SCYY',
  };
  const cement = '915109042059900797,,遂宁样例磐石水泥有限公司';

  /** Reads lines as the increment of 2026-07-02, or as the snapshot of that day. */
  async function readLines(catalogue: keyof typeof heads, lines: readonly string[], kind = 'Z'): Promise<Reading> {
    const drop = createDrop();
    const text = [heads[catalogue], ...lines].map((line) => `${line}\r\n`).join('');
    drop.put(`SW_${catalogue}_${kind}_20260702_001.csv`, text);
    const collected = await look({ url: drop.url });
    drop.remove();
    return read(deliveries(collected)[0]!, '2026-07-02');
  }

  it('of arrears at nothing ends the debt on the day of the file', async () => {
    const { facts } = await readLines('QSGG', [
      `1,${cement},增值税,202512,0.00,20260410,安税告〔2026〕5号,安居税务,,,U,`,
    ]);
    expect(facts).toMatchObject([{ state: 'ENDED', validUntil: '2026-07-02', openEnded: false, amountFen: 0 }]);
  });

  it('of arrears without an amount still is a debt', async () => {
    const { facts } = await readLines('QSGG', [`1,${cement},增值税,202512,,20260410,安税告〔2026〕5号,安居税务,,,I,`]);
    expect(facts).toMatchObject([{ state: 'VALID', openEnded: true, amountFen: null }]);
  });

  it.each([
    ['D', '01', 'REVOKED'],
    ['D', '02', 'ENDED'],
    ['Ｄ', ' 02 ', 'ENDED'],
    ['D', '', 'REVOKED'],
  ])('marked %s with reason "%s" is %s on the day of the file', async (mark, reason, state) => {
    const { facts } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,2026-06-30,安居税务,,${mark},${reason}`,
    ]);
    expect(facts).toMatchObject([{ state, validUntil: '2026-07-02', openEnded: false }]);
  });

  it.each([
    ['D', '03'],
    ['X', ''],
    ['', ''],
  ])('marked "%s" with reason "%s" in an increment is outside the code table', async (mark, reason) => {
    const { rejected } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,,安居税务,,${mark},${reason}`,
    ]);
    expect(rejected).toMatchObject([{ reason: 'CODE_UNKNOWN', creditCode: '915109042059900797' }]);
  });

  it('without a mark in a snapshot is stated by being there', async () => {
    const { facts } = await readLines('FZCH', [`1,${cement},2026-05-06,安税非〔2026〕3号,长期,安居税务,,,`], 'F');
    expect(facts).toMatchObject([{ state: 'VALID', openEnded: true }]);
  });

  it('that takes something back says so to the engine, with the day of the file', async () => {
    const drop = createDrop();
    drop.put(
      'SW_FZCH_Z_20260702_001.csv',
      `${heads.FZCH}\r\n1,${cement},2026-05-06,安税非〔2026〕3号,,安居税务,,D,02\r\n`,
    );
    const [delivery] = deliveries(await look({ url: drop.url }));
    drop.remove();
    expect(delivery!.rows).toMatchObject([
      { withdraws: { state: 'ENDED', on: '2026-07-02', reason: '已缴清、已解除或期满' } },
    ]);
  });

  it.each([
    ['A', 'POSITIVE', null],
    ['B', 'NEUTRAL', null],
    ['M', 'NEUTRAL', null],
    ['c', 'NEUTRAL', null],
    ['Ｄ', 'ADVERSE', 'ORDINARY'],
  ])('of grade %s counts as %s', async (grade, effect, severity) => {
    const { facts } = await readLines('NSXY', [
      `1,${cement},"2,025",${grade},20260420,安税信用〔2026〕1号,安居税务,,I,`,
    ]);
    expect(facts).toMatchObject([{ effect, severity, fields: { year: 2025 } }]);
  });

  it.each(['E', '', 'A级'])('of grade "%s" is outside the code table', async (grade) => {
    const { rejected } = await readLines('NSXY', [
      `1,${cement},2025,${grade},20260420,安税信用〔2026〕1号,安居税务,,I,`,
    ]);
    expect(rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
  });

  it.each([
    ['1,,,,2025,A,20260231,安税信用〔2026〕1号', 'DATE_IMPOSSIBLE'],
    ['1,,,,2025,A,20260703,安税信用〔2026〕1号', 'DATE_IN_FUTURE'],
    ['1,,,,202513,A,20260420,安税信用〔2026〕1号', 'DATE_IMPOSSIBLE'],
  ])('that says %s is rejected as %s', async (start, reason) => {
    const line = start.replace(',,,', `,${cement}`);
    const { rejected } = await readLines('NSXY', [`${line},安居税务,,I,`]);
    expect(rejected).toMatchObject([{ reason }]);
  });

  it('repeats another only with the same number, tax and period; two spellings of a period are one', async () => {
    const line = (tax: string, period: string) =>
      `1,${cement},${tax},${period},5,20260410,安税告[2026]5号,安居税务,,,I,`;
    const { facts, repeated } = await readLines('QSGG', [
      line('增值税', '202512'),
      line('增值税', '202511'),
      line('房产税', '202512'),
      line('增值税', '2025-12').replace('[2026]', '（2026）'),
    ]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['line 3', 'line 4', 'line 5']);
    expect(repeated).toEqual([{ rowRef: 'line 2', sameAs: 'line 5' }]);
  });

  it('of a list whose publication ran out stays valid: running out is no state', async () => {
    const { facts } = await readLines('ZDAJ', [
      `1,${cement},偷税,"12,345,678.90",500000.00,2024年11月5日,遂税稽罚（2024）12号,20241120,20251119,安居税务,,I,`,
      `2,${cement},偷税,0,0.00,2024年11月5日,遂税稽罚（2024）13号,20241120,长期,安居税务,,I,`,
    ]);
    expect(facts).toMatchObject([
      {
        state: 'VALID',
        validUntil: '2025-11-19',
        severity: 'SERIOUS',
        amountFen: 50_000_000,
        fields: { involvedAmount: { fen: 1_234_567_890 } },
      },
      { validUntil: null, openEnded: true, amountFen: null },
    ]);
  });

  it('lifted before it was found, or after a day that does not exist, is rejected', async () => {
    const { rejected } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,2026-05-01,安居税务,,U,`,
      `2,${cement},2026-05-06,安税非〔2026〕4号,2026-06-31,安居税务,,U,`,
    ]);
    expect(rejected.map(({ reason }) => reason)).toEqual(['PERIOD_REVERSED', 'DATE_IMPOSSIBLE']);
  });

  it('of a person leaves no trace, whatever internal number stands beside it', async () => {
    const reading = await readLines('NSXY', [
      '1,51090419000101004001,10115109000000000105,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '2,51090400010100401,10115109000000000105,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '3,51090419009999004001,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '4,510904190001010040,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
    ]);
    expect(reading.dropped).toHaveLength(4);
    expect(JSON.stringify(reading)).not.toMatch(/赵某丁|190001|1900999|000101004/);
  });

  it('of a household under its owner’s name is rejected or linked without that name', async () => {
    const reading = await readLines('NSXY', [
      '1,92510904MAXXXX2855,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '2,92510904MAXXXX2855,,赵某丁,2025,B,20260230,安税信用〔2026〕1号,安居税务,,I,',
      '3,5109041900010100400,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,,I,',
    ]);
    expect(reading.facts).toMatchObject([{ creditCode: '92510904MAXXXX2855', quality: ['NAME_DIFFERS'] }]);
    expect(reading.rejected.map(({ reason }) => reason)).toEqual(['DATE_IMPOSSIBLE', 'KEY_UNREADABLE']);
    expect(JSON.stringify(reading)).not.toMatch(/赵某丁|19000101/);
  });

  it('that cannot be taken apart is rejected, names whom it concerns and keeps nothing else', async () => {
    const reading = await readLines('QSGG', [
      `1,${cement},增值税,202512,1,234.50,20260410,安税告〔2026〕5号,安居税务,李某乙,510904190001010020,I,`,
      `2,${cement},增值税,202511,5,20260410,安税告〔2026〕5号,安居税务,李某乙,510904190001010020,I,`,
    ]);
    expect(reading.rejected).toMatchObject([
      { reason: 'ROW_MALFORMED', rowRef: 'line 2', creditCode: '915109042059900797' },
    ]);
    expect(reading.facts).toHaveLength(1);
    expect(reading.rows).toBe(2);
    expect(JSON.stringify(reading)).not.toMatch(/李某乙|510904190001010020/);
  });

  it('masks persons in the remark and keeps the rest of it', async () => {
    const { facts } = await readLines('ZDAJ', [
      `1,${cement},偷税,1,1,20241105,遂税稽罚〔2024〕12号,20241120,,安居税务,"法定代表人王某己,身份证510904190001010020",I,`,
    ]);
    expect(facts[0]!.remark).toMatch(/^法定代表人\*+,身份证\*+$/);
  });
});

/** A register that knows every organisation of the district. */
function districtDirectory({ organisations }: District): ReturnType<typeof demoDirectory> {
  const codes = organisations.map(({ creditCode }) => parseCreditCode(creditCode).code);
  const byOrganisationCode = Map.groupBy(codes, organisationCodeOf);
  return { ...demoDirectory(), namesOf: () => null, byOrganisationCode: (code) => byOrganisationCode.get(code) ?? [] };
}

describe('the stand-in', () => {
  let standIn: StandIn;
  const nowMs = Date.parse('2026-11-21T09:00:00+08:00');
  const drop = createDrop();
  const district = createDistrict({ clock: { now: () => nowMs }, seed: 7, folder: drop.folder });
  beforeAll(async () => {
    standIn = await createStandIn(district);
  });
  afterEach(() => standIn.setMode('normal'));
  afterAll(async () => {
    await standIn.close();
    drop.remove();
  });

  it('gives its connector a snapshot of each catalogue that can be read and linked nearly everywhere', async () => {
    const taken = deliveries(await look(standIn.settings));
    const snapshots = taken.filter(({ kind, effectiveOn }) => kind === 'FULL' && effectiveOn === '2026-11-20');
    expect(snapshots.map(({ recordSet }) => recordSet).sort()).toEqual(Object.keys(connector.recordSets).sort());
    for (const delivery of snapshots) {
      const reading = read(delivery, '2026-11-21', districtDirectory(district));
      expect(reading.rejected.length).toBeLessThan(0.02 * reading.rows + 2);
      expect(reading.facts.length).toBeGreaterThan(0.9 * reading.rows - 5);
      expect(JSON.stringify(reading)).not.toMatch(/5109041900\d{8}/);
    }
    expect(snapshots.find(({ recordSet }) => recordSet === 'creditRatings')!.ignored).toBeGreaterThan(0);
    expect(standIn.calls()).toBeGreaterThan(taken.length);
  });

  it('still states in its snapshot what the samples left standing', async () => {
    const taken = deliveries(await look(standIn.settings));
    const arrears = taken.find(({ name }) => name.startsWith('SW_QSGG_F_20261120'))!;
    const mine = read(arrears, '2026-11-21').facts.filter(({ creditCode }) => creditCode.startsWith('9151090420599'));
    expect(mine.map(({ creditCode, fields, amountFen }) => [creditCode, fields['taxKind'], amountFen])).toEqual([
      ['915109042059900797', '城市维护建设税', 8_600_000],
      ['91510904205990060A', '企业所得税', 5_200_000],
      ['91510904205990044L', '房产税', 30_000],
    ]);
  });

  it('has nothing new for who has taken everything, up to the increments without growth of today', async () => {
    const memory = createMemory();
    memory.keep(await look(standIn.settings, memory));
    const { deliveries: again, seen } = await look(standIn.settings, memory);
    expect(again).toEqual([]);
    expect(Object.values(seen)).toEqual(Array(4).fill(Date.parse('2026-11-21T05:31:00+08:00')));
  });

  it.each([
    ['slow', 'DEPARTMENT_UNAVAILABLE'],
    ['failing', 'DEPARTMENT_UNAVAILABLE'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ] as const)('that is %s makes the look fail with %s', async (mode, code) => {
    await standIn.setMode(mode);
    await expect(look(standIn.settings, createMemory(), 300)).rejects.toMatchObject({ code });
  });

  it('that gives garbage has every file refused, also one that was taken before', async () => {
    const memory = createMemory();
    memory.keep(await look(standIn.settings, memory));
    await standIn.setMode('garbage');
    const collected = await look(standIn.settings, memory);
    expect(deliveries(collected)).toEqual([]);
    expect(new Set(failures(collected).map(({ code }) => code))).toEqual(new Set(['DEPARTMENT_ANSWER_INVALID']));
    expect(collected.seen).toEqual({});
  });

  it('refuses a wrong password and is not believed under another host key', async () => {
    await expect(look({ ...standIn.settings, password: 'wrong' })).rejects.toMatchObject({
      code: 'DEPARTMENT_REFUSED',
    });
    await expect(look({ ...standIn.settings, hostKey: 'SHA256:other' })).rejects.toMatchObject({
      code: 'DEPARTMENT_ANSWER_INVALID',
    });
  });
});
