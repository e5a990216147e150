/** What helps with errors that Apollo Server and graphql-js make themselves: theirs come without a remedy. */
const remedies: ReadonlyMap<unknown, string> = new Map([
  [
    'BAD_REQUEST',
    'Send a POST to /graphql with a JSON object such as {"query": "…", "variables": {…}}; one operation, named in operationName where there are several.',
  ],
  ['BAD_USER_INPUT', 'Give each variable a value of the type that the operation declares for it.'],
  ['GRAPHQL_PARSE_FAILED', 'Correct the document at the place that `locations` gives.'],
  ['GRAPHQL_VALIDATION_FAILED', 'Ask for what the schema offers; the explorer (/explorer) shows it.'],
  ['OPERATION_RESOLUTION_FAILURE', 'Name one of the operations of the document in operationName.'],
]);

/** undefined: the code is somebody else's. */
export function usualRemedy(code: unknown): string | undefined {
  return remedies.get(code);
}
