import { isOpenTo, wordsOf, type Sight } from '../../schema/access/row-access.ts';
import { shown } from './check-connector.ts';
import type { Connector, RecordSet } from './connector.ts';
import type { Fact } from './reading.ts';
import type { Section } from './section.ts';

/** Levels and rights, one of which somebody needs to be given this record. */
export function openTo({ fields }: Fact, { level = 'SHARED' }: RecordSet): readonly string[] {
  return wordsOf(typeof level === 'function' ? level(fields) : level);
}

/** Facts of a record set that may be given to a caller. */
export function visibleFacts(facts: readonly Fact[], set: RecordSet, sight: Sight): readonly Fact[] {
  return facts.filter((fact) => isOpenTo(openTo(fact, set), sight));
}

/** How many records of a section are not for a caller. */
export function withheldRows({ facts }: Section, connector: Connector, sight: Sight): number {
  if (facts === null) return 0;
  return shown(connector)
    .map(([recordSet, set]) => {
      const all = facts[recordSet] ?? [];
      return all.length - visibleFacts(all, set, sight).length;
    })
    .reduce((sum, count) => sum + count, 0);
}
