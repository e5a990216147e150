import type { CreditCode } from '../schema/credit-code.ts';
import { DepartmentUnavailable } from '../schema/errors.ts';
import type { DeliveringProtocol } from './connector/protocol.ts';
import { assembleSection, type Section } from './connector/section.ts';
import { today } from './connector/timetable.ts';
import type { Queries } from './database/database.ts';
import { createCollector } from './deliveries/collector.ts';
import type { NextLook } from './deliveries/next-look.ts';
import { createOwedLook } from './deliveries/owed-look.ts';
import { loadDelivered, loadStanding } from './deliveries/delivered-sections.ts';
import { takeUpAgain } from './deliveries/take-up-again.ts';
import { directoryOf } from './register/load-directory.ts';
import { saveOrganisations } from './register/organisations.ts';
import { registeredFromFacts } from './register/registered-from-facts.ts';
import type { Connected, ServedParts } from './serve-department.ts';
import { endsWithin } from './ends-within.ts';

/** How long a client that asks for now waits for a look at what has been delivered; the look goes on. */
const NOW_WAIT_MS = 4000;

/** A department that delivers or is mirrored: what it gave lies in the database, and is looked for again. */
export function serveDelivering(
  protocol: DeliveringProtocol,
  { department, settings, runtime, around, note }: Connected,
): ServedParts {
  const { connector, name } = department;
  const { changes, clock, database } = around;
  // What a delivery no longer says, or says of others' rows, is not told code by code.
  const tell = () => changes.publish({ departments: [name] });
  const system = protocol.connect(settings, runtime);
  const { register } = connector;
  let next: NextLook | null = null;
  const collector = createCollector({
    department: name,
    connector,
    system,
    database,
    directory: (queries: Queries) => directoryOf(queries),
    clock,
    log: around.log,
    timeoutMs: connector.collectTimeoutMs ?? 120_000,
    onTaken: async (queries, delivery, reading) => {
      if (register?.recordSet === delivery.recordSet)
        await saveOrganisations(queries, name, delivery.asOfMs, registeredFromFacts(register, reading.facts));
    },
    onCommitted: tell,
    onLooked: (looked) => next?.heard(looked),
  });
  const parts = { department: name, queries: database, clock, connector, nextLookMs: () => next?.atMs() ?? null };
  const sections = async (codes: readonly CreditCode[]): Promise<Section[]> => {
    const answers = await loadDelivered(parts, codes);
    return codes.map((code, at) => ({
      creditCode: code,
      ...assembleSection(parts, answers[at]!),
    }));
  };
  const noted = async (looking: Promise<boolean>): Promise<boolean> => {
    const took = await looking;
    await note(assembleSection(parts, await loadStanding(parts)), true);
    return took;
  };
  const look = () => noted(collector.collect());
  const owed = createOwedLook(name, () => noted(collector.collectAnew()));
  const stopListening = changes.listen(owed.listener);
  return {
    load: async (codes, now) => {
      const looking = owed.isOwed() ? owed.pay() : now ? look() : null;
      const inTime = looking === null || (await endsWithin(looking, NOW_WAIT_MS));
      const loaded = await sections(codes);
      return inTime ? loaded : loaded.map((section) => notAnswering(name, section));
    },
    collect: look,
    follow: (given) => {
      next = given;
    },
    takeUpAgain: async () => {
      const taken = await takeUpAgain({
        department: name,
        connector,
        database,
        directory: (queries) => directoryOf(queries),
        today: today(clock),
        atMs: clock.now(),
      });
      if (taken > 0) tell();
      return taken;
    },
    close: async () => {
      stopListening();
      await system.close();
    },
  };
}

/** What is known is shown; that the department has not answered the question of this moment is said. */
function notAnswering(department: string, section: Section): Section {
  if (section.source.state !== 'ANSWERED') return section;
  return {
    ...section,
    error: new DepartmentUnavailable({ department }),
    source: { ...section.source, state: 'STALE' },
  };
}
