import { FOUND, serverKinds, urlOf } from './server-kinds.ts';

export interface RealServer {
  readonly url: string;
  readonly isThere: boolean;
  /** Like `describe`; without the server its tests are skipped by name, and fail where CI=true says it must be there. */
  readonly describe: (title: string, tests: () => void) => void;
}

/** A server that tests can use, if it was found before the run. */
export function findServer(which: keyof typeof serverKinds): RealServer {
  const { name, setting } = serverKinds[which];
  const isThere = (process.env[FOUND] ?? '').split(' ').includes(name);
  return {
    url: urlOf(serverKinds[which]),
    isThere,
    describe(title, tests) {
      if (isThere) describe(title, tests);
      else if (process.env['CI'] === 'true') missing(title, `no ${name} to be reached; set ${setting}`);
      else describe.skip(`${title} (no ${name} to be reached; set ${setting})`, tests);
    },
  };
}

function missing(title: string, why: string): void {
  describe(title, () => {
    test('has its server', () => {
      throw new Error(why);
    });
  });
}
