import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { composeFolders } from '../schema/compose-checked.ts';
import type { Folder } from '../schema/compose-folders.ts';
import { subgraphsOf } from '../schema/layout.ts';
import { executeOperation } from '../subgraphs/execute-operation.ts';
import type { Subgraph } from '../subgraphs/subgraph.ts';
import { as, plainTokens } from './support/callers.ts';
import { openGateway, type OpenGateway } from './support/gateway.ts';

/** A verdict for everybody, from a number for few: one subgraph requires what another one holds. */
const folders: readonly Folder[] = [
  {
    name: 'files',
    role: 'capability',
    sdl: `
      extend type Organisation {
        "件数 / number of files"
        files: Int @access(level: RESTRICTED, rights: ["operations"])
      }`,
  },
  {
    name: 'register',
    role: 'capability',
    sdl: `
      "查询 / queries"
      type Query {
        "一个组织 / one"
        organisation("代码 / code" creditCode: CreditCode! @own): Organisation @access(level: PUBLIC)
      }`,
  },
  {
    name: 'verdicts',
    role: 'capability',
    sdl: `
      extend type Organisation {
        "件数 / number of files"
        files: Int @external
        "结论 / verdict"
        verdict: String @requires(fields: "files") @access(level: PUBLIC)
      }`,
  },
];
const asked: string[] = [];
const resolvers: Readonly<Record<string, object>> = {
  files: { Organisation: { __resolveReference: (one: object) => one, files: () => (asked.push('files'), 7) } },
  register: { Query: { organisation: (_: unknown, one: object) => one } },
  verdicts: {
    Organisation: {
      __resolveReference: (one: object) => one,
      verdict: ({ files }: { files: number }) => `${files} files`,
    },
  },
};

let gateway: OpenGateway;
beforeAll(async () => {
  const subgraphs = subgraphsOf(folders, { merged: {} }).map(({ name, sdl }): Subgraph => ({
    name,
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers[name] as never }),
    createContext: () => ({ errors: [], warnings: [] }),
  }));
  gateway = await openGateway({
    supergraphSdl: composeFolders(folders).supergraphSdl,
    digests: new Map(),
    host: { subgraphs, execute: executeOperation },
    identity: plainTokens,
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => gateway.close());

const query = (fields: string) => `{ organisation(creditCode: "PLAIN") { ${fields} } }`;

test('what a field that may be asked requires of another subgraph is asked, for the field alone', async () => {
  const { body } = await gateway.ask(query('verdict'), {}, as('analyst'));
  expect(body).toEqual({ data: { organisation: { verdict: '7 files' } } });
  expect(asked).toEqual(['files']);
});

test('beside it the required field itself stays withheld, under any name', async () => {
  const { body } = await gateway.ask(query('files verdict f: files'), {}, as('analyst'));
  expect(body.data).toEqual({ organisation: { files: null, verdict: '7 files', f: null } });
  expect(body.errors!.map(({ extensions, path }) => [path!.join('.'), extensions.code, extensions.missing])).toEqual([
    ['organisation.files', 'UNAUTHORIZED_FIELD', { rights: ['operations'] }],
    ['organisation.f', 'UNAUTHORIZED_FIELD', { rights: ['operations'] }],
  ]);
});

test('the plan of one caller is not that of another: each is given its own', async () => {
  const ask = async (role: string) => (await gateway.ask(query('verdict files'), {}, as(role))).body.data;
  const seen = [await ask('operator'), await ask('analyst'), await ask('operator'), await ask('analyst')];
  expect(
    seen.map((data) => (data as unknown as { organisation: { files: number | null } }).organisation.files),
  ).toEqual([7, null, 7, null]);
});

test('an object of which nothing is given tells whether it is there, and nothing of how that was found out', async () => {
  const { body } = await gateway.ask(query('files'), {}, as('analyst'));
  expect(body.data).toEqual({ organisation: { files: null } });
  expect(asked).toEqual([]);
});
