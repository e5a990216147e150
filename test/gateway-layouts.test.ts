import { composeFolders } from '../schema/compose-checked.ts';
import { subgraphsOf, type Layout } from '../schema/layout.ts';
import { urlSetting } from '../gateway/places.ts';
import { openGateway, serveSmallHost } from './support/gateway.ts';
import { folders } from './support/small-folders.ts';
import { codes, createSmallHost } from './support/small-host.ts';

const apart: Layout = { merged: {} };
const merged: Layout = { merged: { offices: ['court', 'state-tax'] } };

const query = `query All($codes: [CreditCode!]!, $withTax: Boolean!) {
  organisations(creditCodes: $codes) {
    creditCode name
    court { __typename source { department state } creditRecords { id } courtRulings { caseNumber effect } }
    tax: stateTax @include(if: $withTax) { ... on DepartmentSection { source { department state } } stateTaxRulings { caseNumber } }
  }
}`;
const variables = [true, false].map((withTax) => ({
  codes: [codes.plain, codes.invalid, codes.busy, codes.stale, codes.broken],
  withTax,
}));

interface Opened {
  readonly ask: () => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

/** The answers of a layout, errors in an order that does not depend on who answered first. */
async function answersOf({ ask, close }: Opened): Promise<unknown[]> {
  try {
    return await ask();
  } finally {
    await close();
  }
}

async function open(layout: Layout, hosts: readonly (readonly string[])[]): Promise<Opened> {
  const served = await Promise.all(hosts.map((only) => serveSmallHost(createSmallHost(layout, only))));
  const urls = hosts.flatMap((only, at) =>
    only.map((name) => [urlSetting(name), `http://127.0.0.1:${served[at]!.port}/${name}/graphql`] as const),
  );
  const gateway = await openGateway({
    layout,
    host: hosts.length === 0 ? createSmallHost(layout) : null,
    urls: new Map(urls),
  });
  return {
    async ask() {
      const asked = await Promise.all(
        variables.map((values) => gateway.ask(query, values, { 'x-request-id': 'same' })),
      );
      return asked.map(({ body, status }) => {
        const errors = body.errors!.map((error) => JSON.stringify(error)).toSorted();
        return { status, data: body.data, errors, extensions: body.extensions };
      });
    },
    async close() {
      await gateway.close();
      await Promise.all(served.map((one) => one.close()));
    },
  };
}

describe('three layouts (in this process, one process each, merged on one host)', () => {
  test('compose to the identical schema for clients', () => {
    expect(subgraphsOf(folders, merged).map(({ name }) => name)).toEqual(['offices', 'register']);
    const schemas = [apart, merged].map((layout) => composeFolders(folders, layout));
    expect(schemas[0]!.apiSdl).toBe(schemas[1]!.apiSdl);
    expect(schemas[0]!.supergraphSdl).not.toBe(schemas[1]!.supergraphSdl);
  });

  test('give the same answers', async () => {
    const inProcess = await answersOf(await open(apart, []));
    const oneEach = await answersOf(await open(apart, [['court'], ['register'], ['state-tax']]));
    const mergedElsewhere = await answersOf(await open(merged, [['offices'], ['register']]));
    const mergedHere = await answersOf(await open(merged, []));
    expect(inProcess[0]).toMatchObject({
      status: 200,
      extensions: { warnings: [{ department: 'court' }, { department: 'state-tax' }] },
    });
    expect(oneEach).toEqual(inProcess);
    expect(mergedElsewhere).toEqual(inProcess);
    expect(mergedHere).toEqual(inProcess);
  });
});

describe('a layout', () => {
  test('that merges a folder twice, or one that is not there, says so', () => {
    expect(() => subgraphsOf(folders, { merged: { a: ['court'], b: ['court'] } })).toThrow('"b" merges "court"');
    expect(() => subgraphsOf(folders, { merged: { a: ['moon'] } })).toThrow('"a" merges "moon"');
  });

  test('that gives a merged subgraph the name of another folder says so', () => {
    expect(() => subgraphsOf(folders, { merged: { register: ['court'] } })).toThrow(
      '"register" is also the name of a folder',
    );
  });
});
