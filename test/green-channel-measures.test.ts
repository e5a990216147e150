import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import { seenOf } from '../subgraphs/eligibility/verdict/measure-seen.ts';
import { asked, evidence, record, section } from './support/green-channel-evidence.ts';
import { acceptedRepair, allMet, court, grant } from './support/measure-repairs.ts';
import { acceptedObjection, decided, initiatedStory, officer, type Story } from './support/measure-story.ts';

/** The court's record that caused the story's measure, and what measures say about it. */
const verdictAfter = (story: Story) =>
  decideGreenChannel(
    evidence({
      sections: [section('court', [record()]), section('environment')],
      measures: [seenOf(story.measure)],
    }),
    asked,
  ).verdict;

test('an objection disputes the record from its acceptance to its decision, as the measures have it', () => {
  const story = initiatedStory();
  expect(verdictAfter(story)).toBe('NOT_ELIGIBLE');
  const objectionId = acceptedObjection(story);
  expect(verdictAfter(story)).toBe('DISPUTED');
  story.give(officer('court'), decided(objectionId, { outcome: 'UPHELD_RECORD' }));
  expect(verdictAfter(story)).toBe('NOT_ELIGIBLE');
});

test('a record withdrawn on an objection no longer counts, before its department has taken it away', () => {
  const story = initiatedStory();
  story.give(officer('court'), decided(acceptedObjection(story), { outcome: 'WITHDRAWN' }));
  expect(story.measure.status).toBe('REVOKED');
  expect(verdictAfter(story)).toBe('ELIGIBLE');
});

test('a repaired record no longer counts', () => {
  const story = acceptedRepair();
  expect(verdictAfter(story)).toBe('NOT_ELIGIBLE');
  story.give(court, grant(allMet));
  expect(verdictAfter(story)).toBe('ELIGIBLE');
});
