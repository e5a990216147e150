import { openDistrict } from './support/district.ts';

const query =
  '{ organisation(creditCode: "915109042059900797") { court { source { state nextExpected } creditRecords { id } } } }';

test('in its maintenance window a department is not asked, and says until when', async () => {
  await using district = await openDistrict({ connected: ['court'], startMs: Date.parse('2026-07-08T12:30:00+08:00') });
  const answer = await district.ask(query);
  expect(answer.data).toEqual({
    organisation: {
      court: { source: { state: 'UNAVAILABLE', nextExpected: '2026-07-08T06:00:00.000Z' }, creditRecords: null },
    },
  });
  expect(answer.errors).toMatchObject([
    {
      path: ['organisation', 'court'],
      extensions: { code: 'DEPARTMENT_MAINTENANCE', department: 'court', nextExpected: '2026-07-08T06:00:00.000Z' },
    },
  ]);
  expect(district.standIn('court').calls()).toBe(0);
});
