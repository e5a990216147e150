import type { CreditCode } from '../schema/credit-code.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { addMonths } from '../subgraphs/disclosures/partitions.ts';
import { retireMonths } from '../subgraphs/disclosures/retire.ts';
import { readEntries } from '../subgraphs/disclosures/read-entries.ts';
import { quiet } from './support/database.ts';
import { contentFlips, createSigner, entry, flips, openDisclosureLog, type OpenLog } from './support/disclosure-log.ts';
import { writeAsBefore } from './support/entries-of-before.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from './support/postgres.ts';

const grain = '91510904MAXXXX015M' as CreditCode;
const builder = '9151090420599001XY' as CreditCode;
const bothSections = [
  { organisation: grain, department: 'court', state: 'ANSWERED', asOf: null },
  { organisation: builder, department: 'court', state: 'ANSWERED', asOf: null },
  { organisation: builder, department: 'court', state: 'STALE', asOf: '2026-07-06T01:29:00.000Z' },
];

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
      'DELETE FROM disclosure_entries',
      'DELETE FROM disclosure_contents',
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
      "UPDATE disclosure_entries SET purpose = 'x'",
      'DELETE FROM disclosure_entries',
      'TRUNCATE disclosure_entries',
      'TRUNCATE disclosure_entries_2026_07',
      'DELETE FROM disclosure_entries_2026_07',
      "UPDATE disclosure_contents SET digest = 'x'",
      'DELETE FROM disclosure_contents',
      'TRUNCATE disclosure_contents',
      'TRUNCATE disclosure_contents_2026_07',
      'TRUNCATE disclosures',
      "UPDATE disclosure_groups SET root = 'x'",
      'DELETE FROM disclosure_groups',
    ])
      await expect(database.query(statement)).rejects.toThrow('only added to');
  });

  test.each(flips.filter(([column]) => column !== 'month' && column !== 'seq'))(
    'the least change of %s is found, and its entry named',
    async (column, expression) => {
      await opened.tamper(`UPDATE disclosure_entries SET ${column} = ${expression} WHERE seq = 4`);
      expect(await opened.faults()).toEqual(['CHANGED entry 4']);
    },
  );

  describe('what the same answer discloses is kept once a month, and', () => {
    const other = ['Organisation.name', 'Organisation.court'];
    const digestOf = (id: string) => `(SELECT content FROM disclosure_entries WHERE id = '${id}')`;
    beforeEach(async () => {
      await opened.group('h', entry('i', { fields: other, sections: bothSections, organisations: [builder, grain] }));
      await opened.group(entry('j', { fields: [...other], sections: bothSections, organisations: [builder, grain] }));
    });

    test('comes back whole from the log', async () => {
      const [counted] = await database.query('SELECT count(*)::int AS contents FROM disclosure_contents');
      expect(counted).toEqual({ contents: 3 });
      const [kept] = await database.query("SELECT fields, sections FROM disclosure_log WHERE id = 'j'");
      expect(kept).toEqual({
        fields: other,
        sections: [
          ['court', 'ANSWERED', null, [1, 0]],
          ['court', 'STALE', '2026-07-06T01:29:00.000Z', [0]],
        ],
      });
      const stretch = { before: null, most: 10, from: null, until: null };
      const scope = { organisation: builder, department: null, hiddenAt: null };
      const [found] = await readEntries(database, [scope], stretch);
      expect(found!.map(({ id }) => id)).toEqual(['j', 'i']);
      expect(found![0]!.sections).toEqual(bothSections);
    });

    test.each(contentFlips)(
      'the least change of its %s is found, and each entry with it named',
      async (column, flip) => {
        await opened.tamper(`UPDATE disclosure_contents SET ${column} = ${flip} WHERE content = ${digestOf('i')}`);
        expect(await opened.faults()).toEqual(['CHANGED entry 9', 'CHANGED entry 10']);
      },
    );

    test('that it was deleted, or another put in its place, is found as well', async () => {
      await opened.tamper(`DELETE FROM disclosure_contents WHERE content = ${digestOf('i')}`);
      expect(await opened.faults()).toEqual(['MISSING entry 9', 'MISSING entry 10']);
      await opened.tamper(
        `UPDATE disclosure_contents SET content = ${digestOf('i')} WHERE content = ${digestOf('h')} AND month = '2026-08-01'`,
      );
      expect(await opened.faults()).toEqual([
        'MISSING entry 7',
        'MISSING entry 8',
        'CHANGED entry 9',
        'CHANGED entry 10',
      ]);
    });
  });

  test('a database that was set back gets the contents anew that it has lost', async () => {
    const other = () => entry('before', { fields: ['Organisation.court'] });
    const [head] = await database.query('SELECT number, seq, link FROM disclosure_head');
    await opened.group(other());
    await opened.tamper(
      'DELETE FROM disclosure_groups WHERE number = 5',
      'DELETE FROM disclosure_entries WHERE seq = 8',
      "DELETE FROM disclosure_contents WHERE fields = '{Organisation.court}'",
      `UPDATE disclosure_head SET number = ${head!['number']}, seq = ${head!['seq']}, link = '${head!['link']}'`,
    );
    await opened.group(other());
    expect(await opened.faults()).toEqual([]);
  });

  test('entries of before lie on one chain with those of now, are proven with them and found beside them', async () => {
    await opened.tamper(
      'DELETE FROM disclosure_groups',
      'DELETE FROM disclosure_entries',
      'DELETE FROM disclosure_contents',
      "UPDATE disclosure_head SET number = 0, seq = 0, link = ''",
    );
    const signer = { ...opened.signer, keyId: '0123456789abcdef' };
    const upgraded = openDisclosureLog(database, { signer });
    // As the release that wrote such entries made it.
    const link = '3f2324c918e0f58472bf6f9be4348b2eeae709fd423c7284c07443b1891176e5';
    expect(await writeAsBefore(database, signer, ['old-1', 'old-2', 'old-3'])).toBe(link);
    await upgraded.group('new-4');
    await writeAsBefore(database, signer, ['old-5']);
    await upgraded.group('new-6', 'new-7');
    expect(await upgraded.faults()).toEqual([]);
    const stretch = { before: null, most: 4, from: null, until: null };
    const scope = { organisation: grain, department: 'court', hiddenAt: null };
    const [found] = await readEntries(database, [scope], stretch);
    expect(found!.map(({ id }) => id)).toEqual(['new-7', 'new-6', 'old-5', 'new-4']);
    expect(found!.map(({ sections }) => sections)).toEqual(Array(4).fill(entry('any').content.sections));

    await upgraded.tamper(
      "UPDATE disclosures SET purpose = 'x' WHERE seq = 2",
      'DELETE FROM disclosures WHERE seq = 5',
    );
    expect(await upgraded.faults()).toEqual(['CHANGED entry 2', 'MISSING entry 5']);
    await upgraded.tamper(
      'INSERT INTO disclosures SELECT (jsonb_populate_record(d, \'{"seq": 4}\')).* FROM disclosures d WHERE seq = 1',
    );
    expect(await upgraded.faults()).toEqual(['CHANGED entry 2', 'INSERTED entry 4', 'MISSING entry 5']);

    upgraded.at = '2026-09-15T00:00:00.000Z';
    await upgraded.group('new-8');
    const clock = { now: () => Date.parse(upgraded.at) };
    expect(await retireMonths({ clock, database, log: upgraded.log }, 1)).toEqual(['2026-07-01']);
    expect(await upgraded.faults()).toEqual([]);
  });

  test('an entry that was given another place, or another month, is missing there and too many here', async () => {
    await opened.tamper('UPDATE disclosure_entries SET seq = seq + 100 WHERE seq = 4');
    expect(await opened.faults()).toEqual(['MISSING entry 4', 'INSERTED entry 104']);
    await opened.tamper("UPDATE disclosure_entries SET seq = 4, month = '2026-08-01' WHERE seq = 104");
    expect(await opened.faults()).toEqual(['CHANGED entry 4']);
  });

  test('two entries that changed places are both named', async () => {
    await opened.tamper(
      'UPDATE disclosure_entries SET seq = 99 WHERE seq = 3',
      'UPDATE disclosure_entries SET seq = 3 WHERE seq = 5',
      'UPDATE disclosure_entries SET seq = 5 WHERE seq = 99',
    );
    expect(await opened.faults()).toEqual(['CHANGED entry 3', 'CHANGED entry 5']);
  });

  test('an entry that was deleted is named', async () => {
    await opened.tamper('DELETE FROM disclosure_entries WHERE seq = 5');
    expect(await opened.faults()).toEqual(['MISSING entry 5']);
  });

  test('an entry that was put in is named, beside another as well as behind the end', async () => {
    const columns = Object.keys(Object.fromEntries(flips)).join(', ');
    const copy = (month: string, seq: number) => {
      const values = columns.replace('month, seq', `'${month}', ${seq}`);
      return `INSERT INTO disclosure_entries (${columns}) SELECT ${values} FROM disclosure_entries WHERE seq = 2`;
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
      'DELETE FROM disclosure_entries WHERE seq IN (3, 4, 5)',
      'DELETE FROM disclosure_groups WHERE number = 2',
    );
    expect(await opened.faults()).toEqual(['MISSING group 2']);
    expect(await opened.faults({ from: '2026-07-01T00:00:00.000Z' })).toEqual(['MISSING group 2']);
  });

  test('the end cannot be cut off: the head knows it, and the anchor does when the head is cut back too', async () => {
    const [end] = await database.query<{ link: string }>('SELECT link FROM disclosure_head');
    await opened.tamper(
      'DELETE FROM disclosure_entries WHERE seq = 7',
      'DELETE FROM disclosure_groups WHERE number = 4',
    );
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
    const [count] = await database.query(
      "SELECT count(*)::int AS written FROM disclosure_entries WHERE id LIKE 'both-%'",
    );
    expect(count).toEqual({ written: 60 });
  });

  test('months that are older than is kept are dropped, on record; their roots stay and are still proven', async () => {
    opened.at = '2026-09-15T00:00:00.000Z';
    await opened.group('h');
    const clock = { now: () => Date.parse(opened.at) };
    expect(await retireMonths({ clock, database, log: opened.log }, 1)).toEqual(['2026-07-01']);
    expect(await opened.faults()).toEqual([]);
    const [left] = await database.query('SELECT count(*)::int AS entries FROM disclosure_entries WHERE seq < 7');
    expect(left).toEqual({ entries: 0 });
    await opened.tamper("UPDATE disclosure_contents SET commands = '[]' WHERE commands <> '[]'");
    expect(await opened.faults()).toContain('MISSING entry 1');
  });

  test('partitions of the months to come are there before anything is written in them', async () => {
    const [ahead] = await database.query('SELECT to_regclass($1) AS name', ['disclosure_entries_2026_10']);
    expect(ahead!['name']).not.toBeNull();
    expect(addMonths('2026-12-01', 1)).toBe('2027-01-01');
  });

  test('a chain can be hashed with SM3 as well, and change from one to the other', async () => {
    const national = openDisclosureLog(database, { signer: opened.signer, algorithm: 'sm3' });
    national.at = opened.at;
    await national.group('s', 't');
    expect(await opened.faults()).toEqual([]);
    await opened.tamper("UPDATE disclosure_entries SET purpose = 'x' WHERE id = 't'");
    expect(await opened.faults()).toEqual(['CHANGED entry 9']);
    await opened.tamper(
      "UPDATE disclosure_contents SET digest = 'x' WHERE content = (SELECT content FROM disclosure_entries WHERE id = 's')",
    );
    expect(await opened.faults()).toEqual(['CHANGED entry 8', 'CHANGED entry 9']);
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
