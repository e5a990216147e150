import type { Database } from '../../subgraphs/database/database.ts';
import { readHead } from '../../subgraphs/disclosures/commit-group.ts';
import { linkOf, type GroupFacts } from '../../subgraphs/disclosures/group.ts';
import { leafHash, merkleRoot } from '../../subgraphs/disclosures/merkle.ts';
import type { Signer } from '../../subgraphs/disclosures/signing.ts';
import { wholeColumns, wholeText, type WholeEntry } from '../../subgraphs/disclosures/whole-entry.ts';

const grain = '91510904MAXXXX015M';
const month = '2026-07-01';
const written_at = '2026-07-06T01:30:01.000Z';

function wholeEntry(id: string, seq: number): WholeEntry {
  return {
    month,
    seq,
    id,
    at: '2026-07-06T01:30:00.123Z',
    kind: 'READ',
    request_id: `request-${id}`,
    role: 'officer',
    department: 'court',
    subject: 'account-9',
    client: null,
    speaks_for: null,
    purpose: 'INVESTIGATION',
    case_number: '(2026)12',
    operation: 'Look',
    document: 'd'.repeat(64),
    organisations: [grain],
    measures: [],
    fields: ['Organisation.name', 'Organisation.court'],
    sections: [{ organisation: grain, department: 'court', state: 'ANSWERED', asOf: '2026-07-06T01:29:00.000Z' }],
    rights: ['court.read'],
    commands: [{ name: 'withdrawMeasure', key: null, measure: 'm-1', outcome: [] }],
    digest: 'e'.repeat(64),
    hidden_until: '2026-07-07T01:30:00.123Z',
  };
}

/** A group at the end of the chain as releases before contents were kept apart wrote it. Gives its link. */
export async function writeAsBefore(database: Database, signer: Signer, ids: readonly string[]): Promise<string> {
  const head = await readHead(database);
  const entries = ids.map((id, at) => wholeEntry(id, head.seq + 1 + at));
  const leaves = entries.map((entry) => leafHash('sha256', wholeText(entry)));
  const facts: GroupFacts = {
    number: head.number + 1,
    month,
    first_seq: head.seq + 1,
    last_seq: head.seq + ids.length,
    written_at,
    algorithm: 'sha256',
    root: merkleRoot('sha256', leaves).toString('hex'),
    previous: head.link,
    key_id: signer.keyId,
  };
  const link = linkOf(facts);
  await database.query(
    "CREATE TABLE IF NOT EXISTS disclosures_2026_07 PARTITION OF disclosures FOR VALUES FROM ('2026-07-01') TO ('2026-08-01')",
  );
  await insert(database, 'disclosures', wholeColumns, entries);
  const group = {
    ...facts,
    leaves: `\\x${Buffer.concat(leaves).toString('hex')}`,
    link: link.toString('hex'),
    signature: signer.sign(link),
  };
  await insert(database, 'disclosure_groups', groupColumns, [group]);
  await database.query('UPDATE disclosure_head SET number = $1, seq = $2, link = $3', [
    facts.number,
    facts.last_seq,
    group.link,
  ]);
  return group.link;
}

const groupColumns = [
  ['number', 'bigint'],
  ['month', 'date'],
  ['first_seq', 'bigint'],
  ['last_seq', 'bigint'],
  ['written_at', 'timestamptz'],
  ['algorithm', 'text'],
  ['leaves', 'bytea'],
  ['root', 'text'],
  ['previous', 'text'],
  ['link', 'text'],
  ['key_id', 'text'],
  ['signature', 'text'],
] as const;

async function insert(
  database: Database,
  table: string,
  columns: readonly (readonly [string, string])[],
  rows: readonly object[],
): Promise<void> {
  const names = columns.map(([name]) => name).join(', ');
  const types = columns.map((column) => column.join(' ')).join(', ');
  await database.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS row(${types})`,
    [JSON.stringify(rows)],
  );
}
