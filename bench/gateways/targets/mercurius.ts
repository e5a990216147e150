/**
 * Mercurius with its gateway, over the subgraphs that the small query needs; it composes them itself. It runs on an
 * older graphql: with 16.15 its queries to subgraphs cannot be printed.
 */
import { registerHooks } from 'node:module';
import fastify from 'fastify';
import { givenSettings } from '../given-settings.ts';

registerHooks({
  resolve: (name, context, next) =>
    next(/^graphql(\/|$)/.test(name) ? name.replace('graphql', 'graphql-16-12') : name, context),
});
const { default: plugin } = await import('@mercuriusjs/gateway');
// Its types describe the module as it is required, not as it is imported.
const mercuriusGateway = plugin as unknown as (typeof plugin)['default'];

const at = givenSettings()['subgraphs']!;
const source = 'type SourceReport { state: String! asOf: String }';
const department = (field: string, type: string) => `
  extend type Organisation @key(fields: "creditCode") { creditCode: CreditCode! @external ${field}: ${type} }
  scalar CreditCode
  type ${type} { source: SourceReport! }
  ${source}`;
const schemas: Readonly<Record<string, string>> = {
  register: `
    extend type Query { organisation(creditCode: CreditCode!): Organisation }
    scalar CreditCode
    type Organisation @key(fields: "creditCode") { creditCode: CreditCode! name: String status: String }`,
  court: department('court', 'CourtSection'),
  environment: department('environment', 'EnvironmentSection'),
  'state-tax': department('stateTax', 'StateTaxSection'),
};

const app = fastify();
await app.register(mercuriusGateway, {
  gateway: {
    services: Object.entries(schemas).map(([name, schema]) => ({
      name,
      schema,
      url: `${at}${name}/graphql`,
      mandatory: true,
      keepAlive: 60_000,
      connections: 128,
    })),
  },
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`ready ${new URL(url).port}`);
