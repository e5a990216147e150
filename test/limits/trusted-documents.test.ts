import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { readDocuments } from '../../gateway/read-documents.ts';
import { documentId } from '../../gateway/trusted-documents.ts';
import { askGraphql, openGateway, type Asked, type OpenGateway } from '../support/gateway.ts';
import { protectionOf } from '../support/protection.ts';

const text = `# The name of one.
query Name($code: CreditCode!) { organisation(creditCode: $code) { name } }`;
const id = createHash('sha256')
  .update(print(parse(text)))
  .digest('hex');
const variables = { code: 'A' };
const named = { organisation: { name: '公司 A' } };
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

let open: OpenGateway;
const post = (body: unknown): Promise<Asked> => askGraphql(`${open.url}/graphql`, body);
async function get(
  fields: Record<string, string>,
  headers: Record<string, string> = { 'apollo-require-preflight': '1' },
) {
  const response = await fetch(`${open.url}/graphql?${new URLSearchParams(fields).toString()}`, { headers });
  return { status: response.status, body: (await response.json()) as Asked['body'] };
}
const outcome = ({ body, status }: Pick<Asked, 'body' | 'status'>) => [
  status,
  body.data ?? body.errors?.map(({ extensions }) => extensions.code),
];
const start = async (settings: Record<string, string> = {}) => {
  open = await openGateway({ documents: [{ name: 'name', text }], protection: protectionOf(settings).protection });
};
afterEach(() => open.close());

describe.each([
  ['where everybody may send any', {}],
  ['where everybody may send nothing else', { TRUSTED_ONLY: 'true' }],
  ['where it costs more than the budget', { COST_WEIGHT: '9', COST_BUDGET: '1', COST_LIST: '99' }],
])('a trusted document, %s,', (_, settings: Record<string, string>) => {
  beforeEach(() => start(settings));

  test.each<[string, object]>([
    ['by its id', { documentId: id }],
    ['by its id with the name of the digest', { documentId: `sha256:${id}` }],
    ["as Apollo's clients name it", { extensions: persisted(id) }],
    ["as Apollo's clients name it, with its text", { extensions: persisted(id), query: print(parse(text)) }],
    ['by its text', { query: text }],
    ['by its text in another layout', { query: print(parse(text)).replaceAll(/\s+/g, ' '), operationName: 'Name' }],
  ])('is answered %s', async (_way, body) => {
    expect(outcome(await post({ ...body, variables }))).toEqual([200, named]);
  });

  test.each<[string, Record<string, string>]>([
    ['its id', { documentId: id }],
    ["what Apollo's clients send", { extensions: JSON.stringify(persisted(id)), operationName: 'Name' }],
  ])('is answered to a GET with %s', async (_way, fields) => {
    expect(outcome(await get({ ...fields, variables: JSON.stringify(variables) }))).toEqual([200, named]);
  });

  test('is not answered to a GET that a page of another origin could send', async () => {
    expect(outcome(await get({ documentId: id, variables: JSON.stringify(variables) }, {}))).toEqual([
      400,
      ['BAD_REQUEST'],
    ]);
  });
});

describe('what is none', () => {
  const other = '{ organisation(creditCode: "A") { name rank } }';

  test('is refused where nothing else may be sent, with how to register it', async () => {
    await start({ TRUSTED_ONLY: 'true' });
    const { body, status } = await post({ query: other });
    expect(status).toBe(403);
    expect(body.errors).toMatchObject([
      {
        extensions: {
          code: 'DOCUMENT_NOT_TRUSTED',
          remedy: expect.stringContaining('schema/operations') as unknown,
        },
      },
    ]);
    expect(outcome(await get({ query: other }))).toEqual([403, ['DOCUMENT_NOT_TRUSTED']]);
    expect(outcome(await post({ extensions: persisted(documentId(other)) }))).toEqual([403, ['DOCUMENT_NOT_TRUSTED']]);
    expect(outcome(await post({ query: text.replace('{ name }', '{ name rank }') }))).toEqual([
      403,
      ['DOCUMENT_NOT_TRUSTED'],
    ]);
    expect(outcome(await post({ query: '{ __schema { types { name } } }' }))).toEqual([403, ['DOCUMENT_NOT_TRUSTED']]);
  });

  test('is refused to the roles that may send nothing else, and to no others', async () => {
    await start({ TRUSTED_ONLY: 'clerk,approval' });
    expect((await post({ query: other })).status).toBe(200);
  });

  test('cannot be sent under the id of another', async () => {
    await start();
    expect(outcome(await post({ query: other, documentId: id }))).toEqual([400, ['BAD_REQUEST']]);
  });

  test.each<[string, object, number, string]>([
    ['an unknown id', { documentId: 'a'.repeat(64) }, 403, 'DOCUMENT_NOT_TRUSTED'],
    ['an id like a property of every object', { documentId: '__proto__' }, 403, 'DOCUMENT_NOT_TRUSTED'],
    ['an id that is no text', { documentId: 7 }, 400, 'BAD_REQUEST'],
    [
      "an unknown id of Apollo's clients",
      { extensions: persisted('constructor') },
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
  ])('%s is said to be one', async (_, body, status, code) => {
    await start();
    expect(outcome(await post(body))).toEqual([status, [code]]);
  });
});

test('npm run operations tells the id and the name of each', async () => {
  await start();
  const root = join(import.meta.dirname, '../..');
  const told = execFileSync(process.execPath, ['gateway/list-operations.ts'], { cwd: root, encoding: 'utf8' });
  const documents = readDocuments(join(root, 'schema/operations'));
  expect(told).toBe(documents.map((one) => `${documentId(one.text)}  ${one.name}\n`).join(''));
});
