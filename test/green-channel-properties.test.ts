import fc from 'fast-check';
import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import type { Evidence, SectionSeen } from '../subgraphs/eligibility/verdict/input.ts';
import { verdicts } from '../subgraphs/eligibility/verdict/verdict.ts';
import { anyEvidence, anyRecord } from './support/green-channel-arbitrary.ts';
import { asked, hoursAgo, record, section } from './support/green-channel-evidence.ts';

const decided = (evidence: Evidence) => decideGreenChannel(evidence, asked);
/** 0 is the gravest. */
const rank = (evidence: Evidence) => verdicts.indexOf(decided(evidence).verdict);
const withSection = (evidence: Evidence, at: number, change: (section: SectionSeen) => SectionSeen): Evidence => ({
  ...evidence,
  sections: evidence.sections.map((one, index) => (index === at ? change(one) : one)),
});
const place = fc.integer({ min: 0, max: 2 });
const holds = <Values>(property: fc.IProperty<Values>): void => fc.assert(property, { numRuns: 1000, seed: 20261124 });

/** Whether the rule may rely on a department; said again here, in other words than the code's. */
function isSound({ creditRecords, source }: SectionSeen, toleratedHours: number): boolean {
  if (source === null || creditRecords === null || source.rejectedRows + source.unlinkedAdverseRows > 0) return false;
  if (source.state === 'ANSWERED') return true;
  return source.state === 'STALE' && source.asOf !== null && source.asOf >= hoursAgo(toleratedHours);
}

test('random evidence reaches every verdict', () => {
  const seen = new Set(fc.sample(anyEvidence, { numRuns: 2000, seed: 1 }).map((one) => decided(one).verdict));
  expect([...seen].toSorted()).toEqual(verdicts.toSorted());
});

test('nobody is eligible while a mandatory department is silent, too old, incomplete or not even there', () => {
  holds(
    fc.property(anyEvidence, (evidence) => {
      const { mandatory, stale } = evidence.rule!;
      const there = evidence.sections.map(({ department }) => department);
      const wanted = (mandatory.departments === 'EVERY' ? there : mandatory.departments).filter(
        (department) => !mandatory.indifferent.includes(department),
      );
      const sound = wanted.every((department) => {
        const own = evidence.sections.find((one) => one.department === department);
        return own !== undefined && isSound(own, stale.hours);
      });
      const { verdict } = decided(evidence);
      expect(sound || verdict === 'UNDETERMINED').toBe(true);
    }),
  );
});

test('the verdict is the first in precedence that a reason speaks for, and every such reason is listed', () => {
  holds(
    fc.property(anyEvidence, (evidence) => {
      const { reasons, verdict } = decided(evidence);
      const spoken = verdicts.find((one) => reasons.some(({ speaksFor }) => speaksFor === one));
      expect(verdict).toBe(spoken ?? 'UNDETERMINED');
    }),
  );
});

test('a further adverse record of any kind never makes the verdict better', () => {
  const adverse = anyRecord.map((one) => ({ ...one, id: 'further', effect: 'ADVERSE' as const }));
  holds(
    fc.property(anyEvidence, adverse, place, (evidence, further, at) => {
      const more = withSection(evidence, at, (one) => ({
        ...one,
        creditRecords: one.creditRecords === null ? null : [...one.creditRecords, further],
      }));
      expect(rank(more)).toBeLessThanOrEqual(rank(evidence));
    }),
  );
});

test('a counted record within the window leaves nobody eligible but who has a positive record', () => {
  holds(
    fc.property(anyEvidence, place, (evidence, at) => {
      const counted = record({ id: 'further', documentOn: asked.on });
      const more = withSection(evidence, at, (one) => section(one.department, [...(one.creditRecords ?? []), counted]));
      const { reasons, verdict } = decided(more);
      expect(verdict !== 'ELIGIBLE' || reasons.some(({ kind }) => kind === 'POSITIVE_RECORD')).toBe(true);
    }),
  );
});

test('a department that falls silent never improves a verdict, and one that answers cleanly never worsens it', () => {
  holds(
    fc.property(anyEvidence, place, (evidence, at) => {
      const { department } = evidence.sections[at]!;
      const { indifferent, departments } = evidence.rule!.mandatory;
      fc.pre(!indifferent.includes(department) && (departments === 'EVERY' || departments.includes(department)));
      const silent = withSection(evidence, at, () => section(department, null, { state: 'UNAVAILABLE', asOf: null }));
      expect(decided(silent).verdict).toBe('UNDETERMINED');
      const whole = withSection(evidence, at, () => section(department));
      expect(rank(whole)).toBeGreaterThanOrEqual(rank(silent));
    }),
  );
});

test('neither the order of what is said nor a time in storage changes anything', () => {
  holds(
    fc.property(anyEvidence, (evidence) => {
      const turned: Evidence = {
        ...evidence,
        sections: evidence.sections.toReversed(),
        measures: evidence.measures.toReversed(),
        brokenUndertakings: evidence.brokenUndertakings.toReversed(),
      };
      expect(decided(turned).verdict).toBe(decided(evidence).verdict);
      expect(decided(JSON.parse(JSON.stringify(evidence)) as Evidence)).toEqual(decided(evidence));
    }),
  );
});
