import type { Asking } from '../../schema/asking.ts';
import type { Sight } from '../../schema/access/row-access.ts';
import type { FindAuthority } from './authority.ts';
import { shown } from './check-connector.ts';
import { creditRecord } from './credit-record.ts';
import type { Department } from './load-departments.ts';
import { openTo, visibleFacts } from './row-levels.ts';
import type { Section } from './section.ts';

/** A section as it is answered to somebody, on a day. */
export interface Answering {
  readonly section: Section;
  readonly asking: Asking;
  /** Local day of the query in Asia/Shanghai. */
  readonly today: string;
  readonly findAuthority: FindAuthority;
}

/** The uniform records of a section that whoever asks may see; null: the department did not answer. */
export function creditRecords(department: Department, answering: Answering) {
  return uniform(department, answering, answering.asking);
}

/** All of them where a gateway asks, which has verdicts made of them and does not hand them on. */
export function recordsOnFile(department: Department, answering: Answering) {
  return uniform(department, answering, answering.asking.byGateway ? everything : answering.asking);
}

const everything: Sight = { levels: ['RESTRICTED'], rights: [] };

function uniform(
  { connector, name: department }: Department,
  { findAuthority, section, today }: Answering,
  sight: Sight,
) {
  const { facts } = section;
  if (facts === null) return null;
  return shown(connector).flatMap(([recordSet, set]) =>
    visibleFacts(facts[recordSet] ?? [], set, sight).map((fact) => ({
      ...creditRecord(fact, { department, findAuthority, set, today }),
      openTo: openTo(fact, set),
    })),
  );
}
