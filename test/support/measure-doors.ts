import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { createLocalJWKSet } from 'jose';
import { createIssuer, type Issuer } from '../../demo/issuer.ts';
import { readTokenRole } from '../../demo/token-role.ts';
import { createTokenVerifier } from '../../gateway/identity/verify-token.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders } from '../../schema/compose-folders.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { buildMeasures } from '../../subgraphs/measures/build-measures.ts';
import { createDesk } from '../../subgraphs/measures/desk/create-desk.ts';
import { keepCatalogue } from '../../subgraphs/measures/desk/keep-catalogue.ts';
import { createMeasureRecords } from '../../subgraphs/measures/desk/records.ts';
import { createRedrive } from '../../subgraphs/measures/desk/redrive.ts';
import { loadAuthorities } from '../../subgraphs/register/authorities.ts';
import { buildRegister } from '../../subgraphs/register/build-register.ts';
import { openTestDatabase } from './database.ts';
import { openGateway } from './gateway.ts';
import { MORNING, rules, setClock } from './measure-desk.ts';
import { disabled, initiate } from './measure-documents.ts';
import { restriction } from './measure-story.ts';

/** Measures behind the gateway's own door: real tokens over HTTP say who comes in. */
export interface Doors {
  /** Empties everything; human-resources initiates so many measures, whose orders are given up; months go by. */
  begin(measures: number): Promise<void>;
  /** Gives a command in a role of the demo (null: without a token; `forged`: by another issuer); gives why it was refused. */
  codes(role: string | null, command: readonly [string, Readonly<Record<string, unknown>>]): Promise<readonly string[]>;
  /** All that commands can change. */
  everything(): Promise<unknown>;
  /** Those of the schema. */
  readonly mutations: ReadonlySet<string>;
  close(): Promise<void>;
}

/** By then a measure of the morning can be repaired. */
const LATER = Date.parse('2026-06-08T02:00:00Z');

const sdlOf = (folder: string) =>
  readFileSync(join(import.meta.dirname, '../../subgraphs', folder, 'schema.graphql'), 'utf8');
const items = [{ ...restriction, implementedBy: ['finance', 'environment'] }, disabled];
const emptied =
  'measures, measure_events, measure_parts, measure_orders, order_deliveries, measure_commands, repair_bars, catalogue_items';
const purposes: Readonly<Record<string, string>> = {
  representative: 'OWN_RECORDS',
  clerk: 'APPROVAL',
  approval: 'APPROVAL',
  analyst: 'CREDIT_REPORT',
  operator: 'OPERATION',
};

export async function openDoors(): Promise<Doors> {
  const database = await openTestDatabase();
  const clock = setClock();
  let [number, keys] = [0, 0];
  const desk = createDesk({ database, clock, rules, newId: () => `m-${(number += 1)}` });
  const records = createMeasureRecords(database);
  const redrive = createRedrive(database, clock);
  const sdl = sdlOf('measures');
  const measures = buildMeasures({ desk, redrive, records, reckoning: rules, clock, sdl });
  const subgraphs = [buildRegister(database, sdlOf('register'), loadAuthorities()), measures];
  const folders = readFolders([]).filter(({ name }) => subgraphs.some((one) => one.name === name));
  const [issuer, forger] = [await createIssuer(Date.now), await createIssuer(Date.now)];
  const gateway = await openGateway({
    supergraphSdl: composeFolders(folders).supergraphSdl,
    digests: new Map(),
    identity: { kind: 'tokens', ...verifierOf(issuer), howToGetOne: 'Tests sign their own.' },
    host: { subgraphs, execute: executeOperation },
  });
  const tokens = new Map<string, string>();

  async function headersOf(role: string | null): Promise<Record<string, string>> {
    if (role === null) return {};
    const own = tokens.get(role) ?? (await tokenOf(role === 'forged' ? forger : issuer, role));
    tokens.set(role, own);
    const purpose = purposes[role.split(':')[0]!] ?? 'JOINT_MEASURES';
    return { authorization: `Bearer ${own}`, 'x-purpose': purpose };
  }

  async function codes(role: string | null, [mutation, content]: readonly [string, Readonly<Record<string, unknown>>]) {
    const input = await inputOf(mutation, content);
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation M($input: ${type}) { done: ${mutation}(input: $input) { userErrors { code } } }`;
    const { body } = await gateway.ask(query, { input }, await headersOf(role));
    if (body.errors !== undefined) return body.errors.map(({ extensions }) => String(extensions['code']));
    const { userErrors } = body.data!['done']! as { readonly userErrors: readonly { readonly code: string }[] };
    return userErrors.map(({ code }) => code);
  }

  async function inputOf(mutation: string, content: Readonly<Record<string, unknown>>) {
    const idempotencyKey = `key-${(keys += 1)}`;
    if (mutation === 'initiateMeasure') return initiate({ ...content, idempotencyKey });
    if (mutation.endsWith('CatalogueItem')) return { ...content, idempotencyKey };
    if (mutation === 'redriveOrderDelivery') {
      const [dead] = await database.query<{ delivery_id: number }>(
        'SELECT min(delivery_id) AS delivery_id FROM order_deliveries',
      );
      return { deliveryId: String(dead!.delivery_id), idempotencyKey };
    }
    const here = JSON.parse(JSON.stringify(content).replaceAll('m-0', `m-${number}`)) as Record<string, unknown>;
    return { ...here, measureId: `m-${number}`, idempotencyKey };
  }

  return {
    codes,
    async begin(count) {
      await database.query(`TRUNCATE ${emptied} CASCADE`);
      await keepCatalogue(database, items, new Date(MORNING).toISOString());
      clock.ms = MORNING;
      for (let at = 0; at < count; at += 1) await codes('officer:human-resources', ['initiateMeasure', {}]);
      clock.ms = LATER;
      await database.query("UPDATE order_deliveries SET state = 'DEAD', ended_at = now()");
    },
    everything: () =>
      database.query(
        `SELECT (SELECT jsonb_agg(e ORDER BY measure_id, version) FROM measure_events e) AS events,
           (SELECT jsonb_agg(c ORDER BY code) FROM catalogue_items c) AS items,
           (SELECT jsonb_agg(d ORDER BY delivery_id) FROM order_deliveries d) AS deliveries,
           (SELECT count(*) FROM measure_commands) AS commands`,
      ),
    mutations: mutationsOf(sdl),
    async close() {
      await gateway.close();
      await database.close();
    },
  };
}

function verifierOf({ algorithm, audience, issuer, publicKeys }: Issuer) {
  const settings = { jwks: '', issuer, audience, algorithms: [algorithm] };
  return createTokenVerifier({ settings, keys: createLocalJWKSet(publicKeys), now: Date.now });
}

async function tokenOf(issuer: Issuer, role: string): Promise<string> {
  const read = readTokenRole(role === 'forged' ? 'coordinator' : role);
  if (!read.ok) throw new Error(read.message);
  return (await issuer.issue(read.claims)).token;
}

function mutationsOf(sdl: string): ReadonlySet<string> {
  const type = parse(sdl).definitions.find(
    (one) => one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === 'Mutation',
  );
  if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error('measures have no Mutation');
  return new Set((type.fields ?? []).map(({ name }) => name.value));
}
