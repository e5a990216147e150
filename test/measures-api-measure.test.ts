import { give, initiated, see, useMeasures } from './support/measure-documents.ts';
import { evidence, officer, organisation, subject } from './support/measure-story.ts';

const court = officer('court');
const objection = { origin: 'ORGANISATION', ground: 'WRONG_SUBJECT', statement: '同名企业,并非本单位' };
const district = useMeasures();

describe('a measure', () => {
  test('is shown to the representative of its organisation, and is none to that of another', async () => {
    const [measureId] = await initiated(district());
    const seenBy = async (creditCode: string) =>
      (
        await district().ask(
          { ...organisation, creditCode } as typeof organisation,
          `{ measure(measureId: "${measureId}") { kind } }`,
        )
      ).data;
    expect(await seenBy(subject)).toEqual({ measure: { kind: 'RESTRICTION' } });
    expect(await seenBy('9151090420599001XY')).toEqual({ measure: null });
  });

  test('is answered as it was initiated, with everything that follows from it', async () => {
    const [measureId] = await initiated(district());
    const due = '{ on provisional days unit rule source }';
    const { measure } = await see(
      district(),
      `{ measure(measureId: "${measureId}") {
      measureId kind status inForce inForceSince initiatingDepartment initiatedAt cause proportionality
      organisation { creditCode registeredWith } term { startsOn endsOn } sourceRecord { recordId recordClass list }
      item { code class title legalBasis { title verified } term { shortestMonths longestMonths } repairable }
      determination { department documentNumber decidedOn file { sha256 } } evidence { title }
      suspendedSince liftReason liftedAt revokedReason revokedAt restoration { status }
      objections { objectionId } consultations { consultationId } repairs { repairId } escalations { key }
      implementations { department standing orders { orderId kind sequence status givenOn reportBy ${due} evidence { title } deliveredAt nextStep { key } measure { measureId } } }
      openMatters { key step about responsible overdue due ${due} }
    } }`,
    );
    expect(measure).toMatchObject({
      measureId: 'm-1',
      kind: 'RESTRICTION',
      status: 'NOTIFIED',
      inForce: false,
      initiatingDepartment: 'human-resources',
      initiatedAt: '2026-03-02T02:00:00.000Z',
      organisation: { creditCode: subject, registeredWith: expect.any(String) },
      term: { startsOn: '2026-03-02', endsOn: '2027-03-02' },
      sourceRecord: { recordId: 'record-1', recordClass: 'ORDINARY', list: null },
      item: { code: 'T01', class: 'A', legalBasis: [{ title: '某法', verified: true }] },
      determination: { department: 'court', decidedOn: '2026-02-02', file: { sha256: evidence.sha256 } },
      suspendedSince: null,
      liftReason: null,
      restoration: null,
      objections: [],
    });
    const { implementations, openMatters } = measure as unknown as Record<string, Record<string, unknown>[]>;
    expect(implementations!.map(({ department }) => department)).toEqual([
      'finance',
      'housing-construction',
      'environment',
    ]);
    const orderId = 'm-1.finance.1';
    expect(implementations![0]!['orders']).toEqual([
      expect.objectContaining({
        orderId,
        kind: 'APPLY',
        status: 'PENDING',
        nextStep: { key: `${orderId}:ACKNOWLEDGE` },
        measure: { measureId: 'm-1' },
        evidence: [],
        reportBy: expect.objectContaining({ rule: 'ORDER_REPORT', unit: 'WORKING_DAYS', provisional: false }),
      }),
    ]);
    expect(openMatters![0]).toMatchObject({
      step: 'ACKNOWLEDGE',
      about: orderId,
      responsible: 'finance',
      overdue: false,
    });
    district().today = '2026-06-01';
    const later = await see(district(), `{ measure(measureId: "m-1") { openMatters { overdue } } }`);
    expect(later['measure']!['openMatters']).toEqual([{ overdue: true }, { overdue: true }, { overdue: true }]);
  });

  test('is null where there is none, whatever the id is', async () => {
    expect(
      await see(district(), '{ a: measure(measureId: "m-9") { status } b: measure(measureId: "\\u0000") { status } }'),
    ).toEqual({
      a: null,
      b: null,
    });
  });

  test('goes through objection, correction and error, and shows at each step what belongs to it', async () => {
    const [measureId] = await initiated(district());
    const doneOn = '2026-03-02';
    const done = await give(
      district(),
      officer('finance'),
      ['reportOutcome', { measureId, orderId: 'm-1.finance.1', implemented: { doneOn, evidence: [evidence] } }],
      'status inForce inForceSince implementations { orders { status doneOn evidence { title } reportedAt } }',
    );
    expect(done.measure).toMatchObject({
      status: 'IN_FORCE',
      inForce: true,
      inForceSince: doneOn,
      implementations: [{ orders: [{ status: 'IMPLEMENTED', doneOn, evidence: [{ title: '证据材料' }] }] }, {}, {}],
    });
    const declined = await give(
      district(),
      officer('environment'),
      ['reportOutcome', { measureId, orderId: 'm-1.environment.1', declined: { reason: '不在职责内' } }],
      'implementations { standing orders { declinedReason } } consultations { status orderId question concludeBy { on } closedAt }',
    );
    expect(declined.measure!['implementations']![2]).toEqual({
      standing: 'DECLINING',
      orders: [{ declinedReason: '不在职责内' }],
    });
    expect(declined.measure!['consultations']).toEqual([
      expect.objectContaining({ status: 'OPEN', orderId: 'm-1.environment.1', closedAt: null }),
    ]);
    await give(district(), organisation, ['fileObjection', { measureId, ...objection, evidence: [evidence] }]);
    const objectionId = 'm-1.objection.1';
    const accepted = await give(
      district(),
      court,
      ['acceptObjection', { measureId, objectionId }],
      'status inForce suspendedSince objections { status suspends acceptBy { on } answerBy { rule } extended rejectedReason }',
    );
    expect(accepted.measure).toMatchObject({
      status: 'SUSPENDED',
      inForce: false,
      suspendedSince: '2026-03-02T02:00:00.000Z',
      objections: [{ status: 'ACCEPTED', suspends: true, acceptBy: null, answerBy: { rule: 'OBJECTION_ANSWER' } }],
    });
    const decision = { measureId, objectionId, decision: 'WITHDRAWN', reasons: '同名', evidence: [evidence] };
    const revoked = await give(
      district(),
      court,
      ['decideObjection', decision],
      'status revokedReason revokedAt restoration { status dueBy { rule } evidence { title } } objections { outcome reasons }',
    );
    expect(revoked.measure).toMatchObject({
      status: 'REVOKED',
      revokedReason: '同名',
      restoration: { status: 'OPEN', dueBy: { rule: 'RESTORATION' }, evidence: [] },
      objections: [{ outcome: 'WITHDRAWN', reasons: '同名' }],
    });
  });

  test('counts as not in force once its term is over, before anything has noticed', async () => {
    const [measureId] = await initiated(district());
    await give(district(), officer('finance'), [
      'reportOutcome',
      { measureId, orderId: 'm-1.finance.1', implemented: { doneOn: '2026-03-02' } },
    ]);
    const asked = '{ measure(measureId: "m-1") { status inForce } }';
    district().today = '2027-03-02';
    expect(await see(district(), asked)).toEqual({ measure: { status: 'IN_FORCE', inForce: true } });
    district().today = '2027-03-03';
    expect(await see(district(), asked)).toEqual({ measure: { status: 'IN_FORCE', inForce: false } });
  });
});
