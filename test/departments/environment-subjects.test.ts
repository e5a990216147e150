import { readSent, type Service } from '../support/environment.ts';
import { rowOf } from '../support/environment-rows.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const one = async (service: Service, cells: Record<string, unknown>) =>
  readSent(replay, service, [rowOf[service](cells)]);
const fact = async (service: Service, cells: Record<string, unknown>) => (await one(service, cells)).facts[0]!;
const rejection = async (service: Service, cells: Record<string, unknown>) =>
  (await one(service, cells)).rejected[0]?.reason;

describe('a permit', () => {
  test.each([
    ['有效', 'VALID'],
    ['注销', 'ENDED'],
    ['吊销', 'ENDED'],
    ['撤销', 'REVOKED'],
  ])('that is %s', async (ZT, state) => {
    expect(await fact('permit', { ZT })).toMatchObject({ state, linkedBy: 'EMBEDDED' });
  });

  test('is known by the code inside its number, in either case and width', async () => {
    const XKZBH = ' 91510904maxxxx015m001p';
    expect(await fact('permit', { XKZBH })).toMatchObject({
      creditCode: '91510904MAXXXX015M',
      documentNumber: '91510904MAXXXX015M001P',
    });
  });

  test.each([
    ['91510904MAXXXX015N001P', 'KEY_UNREADABLE'],
    ['川环许A0001号', 'KEY_UNREADABLE'],
  ])('numbered %s is nobody’s for certain', async (XKZBH, reason) => {
    expect(await rejection('permit', { XKZBH })).toBe(reason);
  });

  test.each(['', null, '/', '暂无'])('without a number (%j) has only a name', async (XKZBH) => {
    expect((await one('permit', { XKZBH })).unlinked).toMatchObject([{ reason: 'NAME_ONLY', effect: 'NEUTRAL' }]);
  });

  test('in a state outside the table is unreadable; without a state it is flagged', async () => {
    expect(await rejection('permit', { ZT: '过期' })).toBe('CODE_UNKNOWN');
    expect(await fact('permit', { ZT: '' })).toMatchObject({ state: 'VALID', quality: ['STATE_MISSING'] });
  });
});

describe('whom a row is about', () => {
  test('an old row is linked by its organisation code, one with a name only is not', async () => {
    const old = await fact('penalty', { TYSHXYDM: '', ZZJGDM: 'MAXXXX01-5' });
    expect(old).toMatchObject({ creditCode: '91510904MAXXXX015M', linkedBy: 'ORGCODE' });
    const { unlinked } = await one('penalty', { TYSHXYDM: null, ZZJGDM: '/' });
    expect(unlinked).toMatchObject([{ reason: 'NAME_ONLY', effect: 'ADVERSE', documentNumber: '安环罚〔2022〕8号' }]);
  });

  test('a person with an identity number and no code is dropped', async () => {
    const cells = { DWMC: '张某甲', TYSHXYDM: '', FRSFZ: '510904190001010010' };
    expect((await one('penalty', cells)).dropped).toEqual([{ rowRef: 'C', reason: 'NATURAL_PERSON' }]);
  });

  test('neither the legal representative nor numbers in a remark are kept anywhere, not even in quarantine', async () => {
    const cells = { FDDBR: '张某甲', FRSFZ: '510904190001010010', BZ: '张某甲,身份证510904190001010060' };
    for (const more of [{}, { CFRQ: '2022-02-30' }, { TYSHXYDM: '' }]) {
      const reading = JSON.stringify(await one('penalty', { ...cells, ...more }));
      expect(reading).not.toMatch(/张某甲|5109041900010100/);
    }
  });

  test('a row with a nested value is kept as unreadable, without it', async () => {
    const { rejected } = await one('penalty', { FJ: { 经办: '李某乙' } });
    expect(rejected).toMatchObject([{ reason: 'ROW_MALFORMED', detail: 'FJ holds a nested value' }]);
    expect(JSON.stringify(rejected)).not.toContain('李某乙');
    expect((await one('penalty', { FJ: [], KZ: {} })).facts).toHaveLength(1);
  });

  test('a row without a key of its own is found by its place', async () => {
    const { facts } = await readSent(replay, 'penalty', [
      rowOf.penalty({ ID: '', JDSWH: '1' }),
      rowOf.penalty({ ID: null, JDSWH: '2' }),
    ]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['row 1', 'row 2']);
  });
});
