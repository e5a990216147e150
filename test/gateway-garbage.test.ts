import { about, createStage, entity, profile, silentCourt, soundCourt, unavailable } from './support/court-host.ts';

const stage = createStage();
afterEach(() => stage.close());

const { kind: _, ...withoutKind } = soundCourt;
const origin = (change: object) => entity({ ...soundCourt, origin: { ...soundCourt.origin, ...change } });
const first = (wrong: unknown): [number, string, number[]] => [200, about(wrong), [0]];
const all = (status: number, body: string): [number, string, number[]] => [status, body, [0, 1]];
const refused = '{"errors": [{"message": "no field x", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}';

describe('a host that answers garbage costs its sections and nothing else:', () => {
  test.each<[string, [number, string, number[]]]>([
    ['an error page', all(500, '<html>stack at 10.2.3.4</html>')],
    ['a page in place of an answer', all(200, '<html></html>')],
    ['no GraphQL answer', all(200, '[]')],
    ['an empty answer', all(200, '{}')],
    ['data that is no object', all(200, '{"data": 7}')],
    ['no data and an error', all(200, '{"data": null, "errors": [{"message": "at 10.2.3.4"}]}')],
    ['a refusal, because it serves an older schema', all(400, refused)],
    ['fewer organisations than it was asked about', all(200, '{"data": {"_entities": [null]}}')],
    ['an organisation that is a number', all(200, about(7))],
    ['no organisation', first(null)],
    ['no section', first(entity(null))],
    ['a section that is text', first(entity('x'))],
    ['a section that does not say its type', first(entity(withoutKind))],
    ['a section of another type', first(entity({ ...soundCourt, kind: 'StateTaxSection' }))],
    ['a section that claims another type unasked', first(entity({ ...soundCourt, __typename: 'Nothing' }))],
    ['a section without its source', first(entity({ ...soundCourt, origin: null }))],
    ['a state that does not exist', first(origin({ state: 'FINE' }))],
    ['a count that is text', first(origin({ rejectedRows: '0' }))],
    ['a count that is broken', first(origin({ rejectedRows: 0.5 }))],
    ['an object in place of a list', first(entity({ ...soundCourt, rulings: {} }))],
    ['null in a list that allows none', first(entity({ ...soundCourt, rulings: [null] }))],
    ['a wrong value deep inside', first(entity({ ...soundCourt, rulings: [{ caseNumber: 1 }] }))],
  ])('%s', async (_, [status, body, lost]) => {
    const url = await stage.serve((_req, res) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const gateway = await stage.withCourtAt(url);
    const answer = await gateway.ask(profile, { codes: ['A', 'B'] });
    expect(answer.status).toBe(200);
    expect(answer.body.errors).toEqual(lost.map((at) => unavailable(['organisations', at, 'tribunal'])));
    expect(answer.body.data).toEqual({
      organisations: ['A', 'B'].map((code, at) => ({
        name: `公司 ${code}`,
        tribunal: lost.includes(at) ? silentCourt : soundCourt,
        stateTax: { source: { state: 'ANSWERED' } },
      })),
    });
  });

  test('a register that answers garbage is a register that is down', async () => {
    const url = await stage.serve((_req, res) => void res.end('{"data": {"one": {"name": 7}}}'));
    const gateway = await stage.open({ urls: new Map([['SUBGRAPH_REGISTER_URL', url]]) });
    const { body } = await gateway.ask('{ one: organisation(creditCode: "A") { name } }');
    expect(body.errors!.map(({ extensions }) => extensions.code)).toEqual(['REGISTER_UNAVAILABLE']);
  });
});

describe('a host elsewhere', () => {
  test('may say why a section is missing; its reason stands in place of ours', async () => {
    const told = { message: 'Busy.', extensions: { code: 'DEPARTMENT_BUSY', department: 'court' } };
    const errors = [{ ...told, path: ['_entities', 0, 'tribunal'] }];
    const gateway = await stage.withCourtAt(
      await stage.serve((_req, res) => void res.end(about(entity(null), { errors }))),
    );
    const { body } = await gateway.ask(profile, { codes: ['A', 'B'] });
    expect(body.errors).toEqual([{ ...told, path: ['organisations', 0, 'tribunal'] }]);
    expect(body.data).toMatchObject({ organisations: [{ tribunal: silentCourt }, { tribunal: soundCourt }] });
  });

  test('cannot speak for another department, nor leak what stands in its errors', async () => {
    const forged = { ...entity(soundCourt), stateTax: { source: { state: 'STALE' } }, name: 'forged' };
    const errors = [{ message: 'at 10.2.3.4', path: 'nowhere', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, 7];
    const gateway = await stage.withCourtAt(await stage.serve((_req, res) => void res.end(about(forged, { errors }))));
    const { body } = await gateway.ask(profile, { codes: ['A', 'B'] });
    const own = { name: '公司 A', stateTax: { source: { state: 'ANSWERED' } } };
    expect(body.data).toMatchObject({ organisations: [own, {}] });
    expect(body.errors!.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_ERROR', 'INTERNAL_ERROR']);
    expect(JSON.stringify(body)).not.toMatch(/10\.2\.3\.4|forged/);
  });

  test('may leave out what the client did not want', async () => {
    const { creditRecords: _records, ...rest } = soundCourt;
    const gateway = await stage.withCourtAt(await stage.serve((_req, res) => void res.end(about(entity(rest)))));
    const { body } = await gateway.ask(profile, { codes: ['A', 'B'], records: false });
    expect(body.errors).toBeUndefined();
  });
});
