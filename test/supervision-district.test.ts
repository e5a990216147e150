import { as } from './support/callers.ts';
import { openDistrict } from './support/district.ts';

interface Figure {
  id: string;
  value: number | null;
  unknown: string | null;
}

test('what the systems of a district deliver is what supervision counts, and of the others it says why it has nothing', async () => {
  await using district = await openDistrict({ connected: ['environment', 'quality-supervision', 'food-drug'] });
  const { data, errors } = await district.ask(
    `{ supervision(period: { of: "2026-07" }) { departments { name mode connected }
       figures(metric: [ROWS_RECEIVED, COMPLIANCE_RATE, UNREADABLE_WAITING]) { id value unknown } } }`,
    {},
    as('supervisor', 'SUPERVISION'),
  );
  expect(errors).toEqual([]);
  const { departments, figures } = data!['supervision'] as unknown as {
    departments: { name: string; mode: string; connected: boolean }[];
    figures: Figure[];
  };
  const delivered = await district.host.database.query<{ department: string; rows: number; rejected: number }>(
    `SELECT department, sum((counts->>'rows')::int)::int AS rows, sum((counts->>'rejected')::int)::int AS rejected
     FROM deliveries GROUP BY department ORDER BY department`,
  );
  expect(delivered.length).toBeGreaterThan(0);
  const known = (id: string) => figures.find((one) => one.id === id);
  for (const { department, rejected, rows } of delivered) {
    expect(known(`ROWS_RECEIVED:${department}`)).toMatchObject({ value: rows });
    expect(known(`COMPLIANCE_RATE:${department}`)).toMatchObject({ value: (rows - rejected) / rows });
    const kept = await district.host.database.query('SELECT 1 FROM quarantine WHERE department = $1', [department]);
    expect(known(`UNREADABLE_WAITING:${department}`)).toMatchObject({ value: kept.length });
  }
  for (const { connected, mode, name } of departments.filter(
    (one) => !delivered.some((d) => d.department === one.name),
  ))
    expect(known(`ROWS_RECEIVED:${name}`)).toMatchObject({
      value: connected && mode !== 'asked' ? 0 : null,
      unknown: connected ? (mode === 'asked' ? 'ASKED_NOT_COLLECTED' : null) : 'NOT_CONNECTED',
    });
});
