import type { CreditCode } from '../schema/credit-code.ts';
import { shown } from './connector/check-connector.ts';
import { recordId } from './connector/credit-record.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import { assembleSection, type Standing } from './connector/section.ts';
import type { Database } from './database/database.ts';
import { loadDelivered } from './deliveries/delivered-sections.ts';
import type { ConfirmSource, SourceSeen } from './measures/state/source-seen.ts';
import { isConnected } from './register/department-state.ts';
import type { Served } from './serve-department.ts';

export interface ConfirmSourceParts {
  readonly departments: readonly Department[];
  /** Those of this process. */
  readonly served: readonly Served[];
  readonly database: Database;
  readonly clock: Clock;
}

/** What a department has of an organisation; `now`: whatever is kept. Null: nobody here can ask it. */
type Look = (creditCode: CreditCode, now: boolean) => Promise<Standing | null>;

/** Confirms a record by what its department delivered, or by its section as this process serves it. */
export function createConfirmSource(parts: ConfirmSourceParts): ConfirmSource {
  return async (creditCode, source) => {
    const department = parts.departments.find(({ name }) => name === source.department);
    if (department === undefined) return { outcome: 'OUT_OF_REACH' };
    const look = lookAt(department, parts);
    const seen = seenIn(await look(creditCode, false), department, source.recordId);
    // What is kept may be older than the record; only the department itself can say that there is none.
    return seen.outcome === 'NOT_FOUND' ? seenIn(await look(creditCode, true), department, source.recordId) : seen;
  };
}

function lookAt(department: Department, { clock, database, served }: ConfirmSourceParts): Look {
  const { connector, name } = department;
  const here = served.find((one) => one.department.name === name);
  if (here !== undefined) return async (creditCode, now) => (await here.load([creditCode], now, false))[0]!;
  return async (creditCode) => {
    if (connector.protocol.mode === 'asked' || !(await isConnected(database, name))) return null;
    const parts = { department: name, connector, queries: database, clock };
    const [answers] = await loadDelivered(parts, [creditCode]);
    return assembleSection(parts, answers!);
  };
}

function seenIn(standing: Standing | null, { connector, name }: Department, id: string): SourceSeen {
  if (standing === null || standing.source.state === 'NOT_CONNECTED') return { outcome: 'OUT_OF_REACH' };
  const { facts, source } = standing;
  const found = shown(connector)
    .flatMap(([recordSet]) => facts?.[recordSet] ?? [])
    .find((fact) => recordId(name, fact) === id);
  if (found !== undefined) return { outcome: 'FOUND', effect: found.effect, state: found.state };
  return source.state === 'ANSWERED' ? { outcome: 'NOT_FOUND' } : { outcome: 'SILENT', retryAt: source.nextExpected };
}
