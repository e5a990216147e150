import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, graphql } from 'graphql';
import { createGatewayClient, type GatewayClient } from '../../demo/gateway-client.ts';

/** The two mutations by which departments answer, as they are agreed; what is sent is validated against them. */
const schema = buildSchema(`
  type Query { nothing: Boolean }
  type UserError { code: String! }
  type Payload { userErrors: [UserError!]! }
  input Document { title: String!, sha256: String! }
  input Implemented { doneOn: String!, evidence: [Document!]! }
  input AcknowledgeOrderInput { idempotencyKey: String!, measureId: ID!, orderId: ID! }
  input ReportOutcomeInput { idempotencyKey: String!, measureId: ID!, orderId: ID!, implemented: Implemented }
  type Mutation {
    acknowledgeOrder(input: AcknowledgeOrderInput!): Payload!
    reportOutcome(input: ReportOutcomeInput!): Payload!
  }
`);

export interface Received {
  readonly mutation: 'acknowledgeOrder' | 'reportOutcome';
  readonly token: string | undefined;
  readonly input: Readonly<Record<string, unknown>> & { readonly orderId: string };
}

/** A gateway as far as departments answer it. */
export interface AnswersEndpoint {
  readonly url: string;
  readonly received: Received[];
  /** The first report that arrives. */
  readonly reported: Promise<Received>;
  /** Code that it answers with from now on; null: it takes everything. */
  refuse(code: string | null): void;
  /** What `clientOf` of a district gives. */
  readonly clientOf: (department: string) => GatewayClient;
  close(): Promise<void>;
}

export async function openAnswers(): Promise<AnswersEndpoint> {
  const received: Received[] = [];
  const first = Promise.withResolvers<Received>();
  let refusal: string | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const take =
      (mutation: Received['mutation']) =>
      ({ input }: Pick<Received, 'input'>) => {
        const one = { mutation, token: request.headers.authorization, input };
        received.push(one);
        if (mutation === 'reportOutcome') first.resolve(one);
        return { userErrors: refusal === null ? [] : [{ code: refusal }] };
      };
    const rootValue = { acknowledgeOrder: take('acknowledgeOrder'), reportOutcome: take('reportOutcome') };
    const answer =
      request.url === '/graphql'
        ? await graphql({ schema, source: query, variableValues: variables, rootValue })
        : { errors: [{ message: 'not here' }] };
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    reported: first.promise,
    refuse: (code) => void (refusal = code),
    clientOf: (department) =>
      createGatewayClient({ gatewayUrl: () => url, token: async () => `officer:${department}` }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
