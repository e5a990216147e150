import { createRandom } from '../../demo/random.ts';
import { dateOf, dayNumber } from '../../schema/local-date.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import type { AcceptanceCommand } from '../../subgraphs/eligibility/acceptance/commands.ts';
import { carryOut } from '../../subgraphs/eligibility/acceptance/store.ts';
import { loadMatters } from '../../subgraphs/eligibility/matters/load-matters.ts';
import { officer, subject } from './measure-story.ts';

export const matter = loadMatters().find(({ code }) => code === 'SP-001')!;
const sha256 = 'b'.repeat(64);

/** Acceptances of a random year: supplemented, late, or never. */
export async function writeYearOfAcceptances(database: Database, seed: number, many: number): Promise<void> {
  for (let number = 1; number <= many; number += 1) {
    const random = createRandom(seed, `acceptance ${number}`);
    const acceptanceId = `a-${String(number).padStart(3, '0')}`;
    let today = dateOf(dayNumber('2026-01-05') + random.whole(0, 350));
    const give = (said: object) => {
      const by = 'by' in said ? said.by : officer(matter.department);
      const command = { by, today, at: `${today}T02:00:00.000Z`, ...said } as AcceptanceCommand;
      return carryOut(database, acceptanceId, command, null);
    };
    const receipt = `LT-${number}`;
    const decision = { receipt, creditCode: subject, matter: matter.code, verdict: 'ELIGIBLE', decidedOn: today };
    const undertaking = { text: '本单位承诺在期限内补正', sha256 };
    await give({
      type: 'acceptWithGaps',
      acceptanceId,
      creditCode: subject,
      matter,
      caseNumber: receipt,
      missing: ['03', '04'],
      decision,
      grounds: null,
      undertaking,
    });
    today = dateOf(dayNumber(today) + random.whole(0, 16));
    await give({ type: 'passTime', by: 'gateway' });
    const supply = (material: string) =>
      give({ type: 'supplement', documents: [{ material, sha256 }] }).catch(() => null);
    if (random.chance(0.7)) await supply('03');
    if (random.chance(0.7)) await supply('04');
    if (random.chance(0.3))
      await give({ type: 'terminate', handling: 'ENDED', reason: '逾期未补正' }).catch(() => null);
  }
}

/** Decisions of a random year on the same matter: half of them ended in an acceptance of `writeYearOfAcceptances`. */
export async function writeYearOfDecisions(database: Database, seed: number, acceptances: number): Promise<void> {
  for (let number = 1; number <= acceptances * 2; number += 1) {
    const random = createRandom(seed, number > acceptances ? `decision ${number}` : `acceptance ${number}`);
    const day = dateOf(dayNumber('2026-01-05') + random.whole(0, 350));
    const at = `${day}T01:00:00.000Z`;
    await database.query(
      `INSERT INTO green_channel_requests (request_id, caller_id, idempotency_key, said, credit_code, matter, asked_on, asked_by, requested_at)
       VALUES ($1, 'clerk', $1, '{}', $2, $3, $4, 'approval', $5)`,
      [`request-${number}`, subject, matter.code, day, at],
    );
    await database.query(
      `INSERT INTO eligibility_evidence (sha256, content) VALUES ($1, '{}') ON CONFLICT DO NOTHING`,
      [sha256],
    );
    await database.query(
      `INSERT INTO green_channel_decisions (receipt, request_id, credit_code, verdict, outcome, evidence, decided_at)
       VALUES ($1, $2, $3, 'ELIGIBLE', '{}', $4, $5)`,
      [`LT-${number}`, `request-${number}`, subject, sha256, at],
    );
  }
}
