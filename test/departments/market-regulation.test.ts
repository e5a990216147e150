import connector from '../../subgraphs/departments/market-regulation/connector.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import { comparable } from '../support/expected.ts';
import { createMariadbDatabase, mariadb, type MariadbDatabase } from '../support/mariadb.ts';
import { expectedTables, lookAt, readAll, sampleOf, tableOf } from '../support/mirror.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from '../support/postgres.ts';

const department = 'market-regulation';
const expected = expectedTables(department);
const sets = Object.entries(connector.recordSets).map(([name, set]) => [name, tableOf(set)] as const);

function concludes(look: () => Promise<Collected>): void {
  let collected: Collected;
  beforeAll(async () => {
    collected = await look();
  });

  test.each(sets)('%s are what a correct connector concludes from %s', (name, table) => {
    const reading = readAll(connector, collected).get(name)!;
    const { actual, wanted } = comparable(reading, expected.get(table)!);
    expect(actual).toEqual(wanted);
    for (const secret of expected.get(table)!.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
  });
}

postgres.describe('the sample in PostgreSQL', () => {
  let database: PostgresDatabase;
  beforeAll(async () => {
    database = await createPostgresDatabase();
    await database.run(sampleOf(department, 'xyjh.postgres.sql'));
  });
  afterAll(() => database.drop());
  concludes(() => lookAt(connector, { url: database.url }));
});

mariadb.describe('the sample in MariaDB', () => {
  let database: MariadbDatabase;
  beforeAll(async () => {
    database = await createMariadbDatabase();
    await database.run(sampleOf(department, 'xyjh.mariadb.sql').replaceAll('xyjh', database.name));
  });
  afterAll(() => database.drop());
  concludes(() => lookAt(connector, { url: database.url }));
});
