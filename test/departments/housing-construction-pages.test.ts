import { answerTo, none, open, opened, page, sealed } from '../support/housing-construction.ts';
import { rowOf } from '../support/housing-construction-rows.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const failure = (...messages: Buffer[]) => expect(answerTo(replay, messages)).rejects;
const invalid = { code: 'DEPARTMENT_ANSWER_INVALID', facts: { department: 'housing-construction' } };

describe('pages', () => {
  const named = (...names: string[]) => names.map((bh) => rowOf.penalty({ bh, wsh: bh }));
  const found = async (...messages: Buffer[]) =>
    (await answerTo(replay, messages)).rows.map(({ cells }) => cells['bh']);
  const asked = () => replay.requests.map((request) => opened(request).plain['page']);
  beforeEach(() => void (replay.requests.length = 0));

  test('go on while there are more rows than were taken, however few come at once', async () => {
    const pages = [named('a', 'b'), named('c'), named('d', 'e')].map((rows, at) => sealed(page(rows, 5, at + 1)));
    expect(await found(...pages)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(asked()).toEqual([1, 2, 3]);
  });

  test('a row that stands on two counts once, in its later form, and does not end them early', async () => {
    const later = rowOf.penalty({ bh: 'b', wsh: 'b', zt: '2' });
    const messages = [page(named('a', 'b'), 4, 1), page([later, ...named('c')], 4, 2), page(named('d'), 4, 3)];
    const { rows } = await answerTo(
      replay,
      messages.map((plain) => sealed(plain)),
    );
    expect(rows.map(({ cells }) => `${cells['bh']}${cells['zt']}`)).toEqual(['a1', 'b2', 'c1', 'd1']);
    expect(asked()).toEqual([1, 2, 3]);
  });

  test('rows of one page that share a key, or have none, are as many rows', async () => {
    const rows = [...named('a', 'a'), rowOf.penalty({ bh: '' }), rowOf.penalty({ bh: '' })];
    expect(await found(sealed(page(rows, 4)))).toEqual(['a', 'a', '', '']);
  });

  test('a list that moves while it is read is read again', async () => {
    const moving = [page(named('a', 'b'), 3, 1), page(named('b'), 3, 2)];
    const still = [page(named('x', 'a'), 3, 1), page(named('b'), 3, 2)];
    expect(await found(...[...moving, ...still].map((plain) => sealed(plain)))).toEqual(['x', 'a', 'b']);
    expect(asked()).toEqual([1, 2, 1, 2]);
  });

  test('a list that shrinks while it is read is read again, as the row that moved up was missed', async () => {
    const shrinking = [page(named('a', 'b'), 4, 1), page(named('d'), 3, 2)];
    const still = [page(named('b', 'c'), 3, 1), page(named('d'), 3, 2)];
    expect(await found(...[...shrinking, ...still].map((plain) => sealed(plain)))).toEqual(['b', 'c', 'd']);
  });

  test('a list that never stands still is taken when at last it is whole', async () => {
    const growing = [3, 4, 4].map((total, at) => page(named(...['ab', 'bc', 'd'][at]!), total, at + 1));
    const rounds = [...growing, ...growing, ...growing];
    expect(await found(...rounds.map((plain) => sealed(plain)))).toEqual(['a', 'b', 'c', 'd']);
    expect(asked()).toHaveLength(9);
  });

  test('that add nothing, though there are said to be more rows, are invalid in the end', async () => {
    const round = [page(named('a', 'b'), 9, 1), page(named('a', 'b'), 9, 2)];
    await failure(...[...round, ...round, ...round].map((plain) => sealed(plain))).toMatchObject(invalid);
    expect(asked()).toEqual([1, 2, 1, 2, 1, 2]);
  });

  test('a failure on a later one is the failure of the whole', async () => {
    await failure(sealed(page(named('a'), 2, 1)), open({ ...none, retCode: '5000' })).toMatchObject({
      code: 'DEPARTMENT_BUSY',
    });
  });

  test('no record on a later one leaves the list unfinished, and it is read again', async () => {
    const messages = [page(named('a'), 2, 1), none, page(named('a'), 1, 1)];
    expect(await found(...messages.map((plain) => sealed(plain)))).toEqual(['a']);
  });
});
