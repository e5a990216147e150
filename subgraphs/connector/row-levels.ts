import type { Level } from '../../schema/access/marks.ts';
import type { Connector, RecordSet } from './connector.ts';
import { shown } from './check-connector.ts';
import type { Fact } from './reading.ts';
import type { Section } from './section.ts';

/** Facts of a record set that may be given to a caller of these levels. */
export function visibleFacts(facts: readonly Fact[], set: RecordSet, levels: readonly Level[]): readonly Fact[] {
  return facts.filter(({ fields }) => {
    const { level = 'SHARED' } = set;
    return levels.includes(typeof level === 'function' ? level(fields) : level);
  });
}

/** How many records of a section are not for a caller of these levels. */
export function withheldRows({ facts }: Section, connector: Connector, levels: readonly Level[]): number {
  if (facts === null) return 0;
  return shown(connector)
    .map(([recordSet, set]) => {
      const all = facts[recordSet] ?? [];
      return all.length - visibleFacts(all, set, levels).length;
    })
    .reduce((sum, count) => sum + count, 0);
}
