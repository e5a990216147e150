import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { addMonths } from '../subgraphs/disclosures/partitions.ts';
import { retireMonths } from '../subgraphs/disclosures/retire.ts';
import { quiet } from './support/database.ts';
import { createSigner, entry, flips, openDisclosureLog, type OpenLog } from './support/disclosure-log.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from './support/postgres.ts';

function verifierSuite(open: () => Promise<Database>) {
  let database: Database;
  let opened: OpenLog;
  /** Entries 1–2, 3–5 and 6 in July, 7 in August: four groups. */
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    opened = openDisclosureLog(database);
    await opened.group('a', 'b');
    await opened.group('c', 'd', 'e');
    await opened.group('f');
    opened.at = '2026-08-01T00:00:00.000Z';
    await opened.group('g');
  });
  afterEach(async () => {
    await opened.tamper(
      'DELETE FROM disclosure_timestamps',
      'DELETE FROM disclosure_groups',
      'DELETE FROM disclosures',
      "UPDATE disclosure_head SET number = 0, seq = 0, link = ''",
    );
  });

  test('a log that nobody touched is as it was written, whatever range is looked at', async () => {
    expect(await opened.faults()).toEqual([]);
    const july = { from: '2026-06-30T16:00:00.000Z', until: '2026-07-31T16:00:00.000Z' };
    expect(await opened.faults(july)).toEqual([]);
    expect(await opened.faults({ from: '2030-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await opened.faults({ until: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  });

  test('entries and groups cannot be changed or deleted by who does not switch the triggers off', async () => {
    for (const statement of [
      "UPDATE disclosures SET purpose = 'x'",
      'DELETE FROM disclosures',
      'TRUNCATE disclosures',
      'TRUNCATE disclosures_2026_07',
      'DELETE FROM disclosures_2026_07',
      "UPDATE disclosure_groups SET root = 'x'",
      'DELETE FROM disclosure_groups',
    ])
      await expect(database.query(statement)).rejects.toThrow('only added to');
  });

  test.each(flips.filter(([column]) => column !== 'month' && column !== 'seq'))(
    'the least change of %s is found, and its entry named',
    async (column, expression) => {
      await opened.tamper(`UPDATE disclosures SET ${column} = ${expression} WHERE seq = 4`);
      expect(await opened.faults()).toEqual(['CHANGED entry 4']);
    },
  );

  test('an entry that was given another place, or another month, is missing there and too many here', async () => {
    await opened.tamper('UPDATE disclosures SET seq = seq + 100 WHERE seq = 4');
    expect(await opened.faults()).toEqual(['MISSING entry 4', 'INSERTED entry 104']);
    await opened.tamper("UPDATE disclosures SET seq = 4, month = '2026-08-01' WHERE seq = 104");
    expect(await opened.faults()).toEqual(['CHANGED entry 4']);
  });

  test('two entries that changed places are both named', async () => {
    await opened.tamper(
      'UPDATE disclosures SET seq = 99 WHERE seq = 3',
      'UPDATE disclosures SET seq = 3 WHERE seq = 5',
      'UPDATE disclosures SET seq = 5 WHERE seq = 99',
    );
    expect(await opened.faults()).toEqual(['CHANGED entry 3', 'CHANGED entry 5']);
  });

  test('an entry that was deleted is named', async () => {
    await opened.tamper('DELETE FROM disclosures WHERE seq = 5');
    expect(await opened.faults()).toEqual(['MISSING entry 5']);
  });

  test('an entry that was put in is named, beside another as well as behind the end', async () => {
    const columns = Object.keys(Object.fromEntries(flips)).join(', ');
    const copy = (month: string, seq: number) => {
      const values = columns.replace('month, seq', `'${month}', ${seq}`);
      return `INSERT INTO disclosures (${columns}) SELECT ${values} FROM disclosures WHERE seq = 2`;
    };
    await opened.tamper(copy('2026-08-01', 4), copy('2026-07-01', 8));
    expect(await opened.faults()).toEqual(['INSERTED entry 4', 'INSERTED entry 8']);
  });

  test.each([
    ['leaves', 'set_byte(leaves, 5, (get_byte(leaves, 5) + 1) % 256)', ['CHANGED group 2']],
    ['root', "overlay(root placing (CASE left(root, 1) WHEN 'a' THEN 'b' ELSE 'a' END) from 1 for 1)", null],
    [
      'signature',
      "overlay(signature placing (CASE left(signature, 1) WHEN 'A' THEN 'B' ELSE 'A' END) from 1 for 1)",
      null,
    ],
    ['link', "overlay(link placing (CASE left(link, 1) WHEN 'a' THEN 'b' ELSE 'a' END) from 1 for 1)", null],
    [
      'previous',
      "overlay(previous placing (CASE left(previous, 1) WHEN 'a' THEN 'b' ELSE 'a' END) from 1 for 1)",
      null,
    ],
    ['written_at', "written_at + interval '1 millisecond'", null],
    ['algorithm', "'sm3'", null],
    ['last_seq', 'last_seq - 1', null],
  ])('a changed %s of a group is found, and the group named', async (column, expression, exactly) => {
    await opened.tamper(`UPDATE disclosure_groups SET ${column} = ${expression} WHERE number = 2`);
    const faults = await opened.faults();
    if (exactly === null) expect(faults).toContain('CHANGED group 2');
    else expect(faults).toEqual(exactly);
  });

  test('a group that was cut out with its entries is missing, and the next one follows nothing', async () => {
    await opened.tamper(
      'DELETE FROM disclosures WHERE seq IN (3, 4, 5)',
      'DELETE FROM disclosure_groups WHERE number = 2',
    );
    expect(await opened.faults()).toEqual(['MISSING group 2']);
    expect(await opened.faults({ from: '2026-07-01T00:00:00.000Z' })).toEqual(['MISSING group 2']);
  });

  test('the end cannot be cut off: the head knows it, and the anchor does when the head is cut back too', async () => {
    const [end] = await database.query<{ link: string }>('SELECT link FROM disclosure_head');
    await opened.tamper('DELETE FROM disclosures WHERE seq = 7', 'DELETE FROM disclosure_groups WHERE number = 4');
    expect(await opened.faults()).toEqual(['MISSING group 4']);
    await opened.tamper(
      'UPDATE disclosure_head SET number = 3, seq = 6, link = (SELECT link FROM disclosure_groups WHERE number = 3)',
    );
    expect(await opened.faults()).toEqual([]);
    expect(await opened.faults({ anchor: { number: 4, link: end!.link } })).toEqual([
      'MISSING group 4',
      'MISSING the end',
    ]);
  });

  test('a chain written anew with another key is not believed', async () => {
    const other = createSigner();
    expect(await opened.faults({ keys: new Map([[other.keyId, other.publicKey]]) })).toContain('UNSIGNED group 1');
  });

  test('two processes write one chain', async () => {
    const second = openDisclosureLog(database, { signer: opened.signer });
    second.at = opened.at;
    const ids = Array.from({ length: 30 }, (_, at) => `both-${at}`);
    for (const id of ids) await Promise.all([opened, second].map(({ log }) => log.append(entry(id))));
    expect(await opened.faults()).toEqual([]);
    const [count] = await database.query("SELECT count(*)::int AS written FROM disclosures WHERE id LIKE 'both-%'");
    expect(count).toEqual({ written: 60 });
  });

  test('months that are older than is kept are dropped, on record; their roots stay and are still proven', async () => {
    opened.at = '2026-09-15T00:00:00.000Z';
    await opened.group('h');
    const clock = { now: () => Date.parse(opened.at) };
    expect(await retireMonths({ clock, database, log: opened.log }, 1)).toEqual(['2026-07-01']);
    expect(await opened.faults()).toEqual([]);
    const [left] = await database.query('SELECT count(*)::int AS entries FROM disclosures WHERE seq < 7');
    expect(left).toEqual({ entries: 0 });
    await opened.tamper("UPDATE disclosures SET commands = '[]' WHERE kind = 'RETIREMENT'");
    expect(await opened.faults()).toContain('MISSING entry 1');
  });

  test('partitions of the months to come are there before anything is written in them', async () => {
    const [ahead] = await database.query('SELECT to_regclass($1) AS name', ['disclosures_2026_10']);
    expect(ahead!['name']).not.toBeNull();
    expect(addMonths('2026-12-01', 1)).toBe('2027-01-01');
  });

  test('a chain can be hashed with SM3 as well, and change from one to the other', async () => {
    const national = openDisclosureLog(database, { signer: opened.signer, algorithm: 'sm3' });
    national.at = opened.at;
    await national.group('s', 't');
    expect(await opened.faults()).toEqual([]);
    await opened.tamper("UPDATE disclosures SET digest = 'x' WHERE id = 't'");
    expect(await opened.faults()).toEqual(['CHANGED entry 9']);
  });
}

describe('the log in the embedded database', () => {
  verifierSuite(() => openDatabase({ url: null, dataDir: null }, quiet));
});

postgres.describe('the log on a PostgreSQL server', () => {
  let server: PostgresDatabase;
  afterAll(() => server.drop());
  verifierSuite(async () => {
    server = await createPostgresDatabase();
    return openDatabase({ url: server.url, dataDir: null }, quiet);
  });
});
