/**
 * What has changed, so that whoever keeps something of it lets go. Departments and codes: these departments' records
 * of these organisations. Codes alone: everything about them; with no department in the list, only what is this
 * gateway's own about them, as a measure is. Departments alone: all that they hold (their generation is raised).
 * Neither: everything.
 */
export interface Change {
  readonly departments?: readonly string[];
  readonly creditCodes?: readonly string[];
  /** A department says so of itself, whatever was taken from it: what it delivers has to be looked for. */
  readonly byDepartment?: true;
}

/** Whether this process has told it first, or another. */
export type Origin = 'here' | 'elsewhere';

/** Whoever keeps something and must hear of changes. None of these may throw. */
export interface ChangeListener {
  readonly changed: (change: Change, origin: Origin) => void;
  /** Changes may be missed from now on: what is kept must not be given out. */
  readonly lost?: () => void;
  /** Changes are heard again: what was kept until now is to be dropped. */
  readonly back?: () => void;
}

/** Carries changes to every process that keeps something. */
export interface ChangeBus {
  /** Tells this process at once, and the others within a second, or as soon as they can be reached. Never throws. */
  publish(change: Change): void;
  /** Resolves when everything published so far has left this process; false: it could not within this time. */
  settled(timeoutMs: number): Promise<boolean>;
  /** Whether changes of other processes would be heard now. */
  isHeard(): boolean;
  /** Gives how to stop listening. */
  listen(listener: ChangeListener): () => void;
  close(): Promise<void>;
}

/** A list longer than this is told as all that the department holds. */
const mostCodes = 1000;

/** Without what makes a message endless. */
export function bounded(change: Change): Change {
  const { creditCodes, ...rest } = change;
  return creditCodes === undefined || creditCodes.length <= mostCodes ? change : rest;
}

/** What a kept thing hangs on, as changes name it. */
export const tags = {
  all: 'all',
  /** Of no section: names, measures, whatever several departments have a part in. */
  rest: 'rest',
  organisation: (creditCode: string) => `organisation:${creditCode}`,
  department: (name: string) => `department:${name}`,
};

/** The tags of which nothing may be kept any longer. Departments with codes let go of all about these organisations. */
export function tagsOf({ creditCodes, departments }: Change): string[] {
  if (creditCodes !== undefined) return creditCodes.map(tags.organisation);
  return departments === undefined ? [tags.all] : [...departments.map(tags.department), tags.rest];
}
