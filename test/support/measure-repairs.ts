import {
  evidence,
  implemented,
  initiatedStory,
  initiation,
  officer,
  organisation,
  restriction,
  type Said,
  type Story,
} from './measure-story.ts';

export const court = officer('court');
export const apply = {
  type: 'applyForRepair',
  materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] },
} satisfies Said;
export const repairId = 'm-1.repair.1';
export const allMet = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: true };
export const grant = (conditions = allMet): Said => ({
  type: 'decideRepair',
  repairId,
  decision: { outcome: 'GRANTED', conditions },
  reasons: '已履行全部义务',
});
export const deny = (falseMaterial: boolean): Said => ({
  type: 'decideRepair',
  repairId,
  decision: { outcome: 'DENIED', falseMaterial },
  reasons: '材料不实',
});

/** Determination of 2026-02-02, ordinary: repairable from 2026-05-02. */
export function repairable(changes: Partial<typeof initiation.sourceRecord> = {}, item = restriction): Story {
  const story = initiatedStory({ item }, { sourceRecord: { ...initiation.sourceRecord, ...changes } });
  story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
  story.today = '2026-05-06';
  return story;
}

export const appliedFor = (): Story => {
  const story = repairable();
  story.give(organisation, apply);
  return story;
};

export const acceptedRepair = (): Story => {
  const story = appliedFor();
  story.give(court, { type: 'acceptRepair', repairId });
  return story;
};
