import analysis from './queries/analysis.graphql?raw';
import analysisVariables from './queries/analysis.json?raw';
import approval from './queries/approval.graphql?raw';
import approvalVariables from './queries/approval.json?raw';
import lists from './queries/lists.graphql?raw';
import listsVariables from './queries/lists.json?raw';
import profile from './queries/profile.graphql?raw';
import profileVariables from './queries/profile.json?raw';
import records from './queries/records.graphql?raw';
import recordsVariables from './queries/records.json?raw';
import uploads from './queries/uploads.graphql?raw';
import uploadsVariables from './queries/uploads.json?raw';

/** A query that can be run as it is. */
export interface ReadyQuery {
  /** What follows # in the page's address. */
  readonly id: string;
  readonly title: string;
  readonly query: string;
  readonly variables: string;
}

/** One for each kind of user, then one for each kind of question, in the order in which they are shown. */
export const readyQueries: readonly ReadyQuery[] = [
  defineQuery('profile', profile, profileVariables),
  defineQuery('approval', approval, approvalVariables),
  defineQuery('analysis', analysis, analysisVariables),
  defineQuery('records', records, recordsVariables),
  defineQuery('lists', lists, listsVariables),
  defineQuery('uploads', uploads, uploadsVariables),
];

/** The first line of a query, a comment, is its title, here as on its tab. */
function defineQuery(id: string, query: string, variables: string): ReadyQuery {
  return { id, title: /^# (.+)/.exec(query)?.[1] ?? id, query, variables: variables.trimEnd() };
}
