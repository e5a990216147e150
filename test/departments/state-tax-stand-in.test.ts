import { organisationCodeOf, parseCreditCode } from '../../schema/credit-code.ts';
import { createDistrict } from '../../demo/create-district.ts';
import type { District, StandIn } from '../../demo/district.ts';
import { createStandIn } from '../../demo/stand-ins/state-tax/stand-in.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { createDrop, createMemory, deliveries, failures } from '../support/drop.ts';
import { look, read } from '../support/state-tax.ts';

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
