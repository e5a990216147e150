import analysis from './queries/analysis.graphql?raw';
import analysisVariables from './queries/analysis.json?raw';
import approval from './queries/approval.graphql?raw';
import approvalVariables from './queries/approval.json?raw';
import profile from './queries/profile.graphql?raw';
import profileVariables from './queries/profile.json?raw';

/** A query that a kind of user can run as it is. */
export interface ReadyQuery {
  /** What follows # in the page's address. */
  readonly id: string;
  readonly title: string;
  readonly query: string;
  readonly variables: string;
}

/** One for each kind of user, in the order in which they are shown. */
export const readyQueries: readonly ReadyQuery[] = [
  defineQuery('profile', profile, profileVariables),
  defineQuery('approval', approval, approvalVariables),
  defineQuery('analysis', analysis, analysisVariables),
];

/** The first line of a query, a comment, is its title, here as on its tab. */
function defineQuery(id: string, query: string, variables: string): ReadyQuery {
  return { id, title: /^# (.+)/.exec(query)?.[1] ?? id, query, variables: variables.trimEnd() };
}
