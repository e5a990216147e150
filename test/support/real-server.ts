import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface RealServer {
  readonly url: string;
  /** Like `describe`; without the server its tests are skipped by name, and fail where CI=true says it must be there. */
  readonly describe: (title: string, tests: () => void) => void;
}

interface Kind {
  readonly name: string;
  /** Environment variable that names another server than the usual local one. */
  readonly setting: string;
  readonly usual: string;
  /** CommonJS that logs in to process.argv[1] and exits with another code than 0 when it cannot. */
  readonly login: string;
}

/** Looks for a server that tests can use. Jest has to know before it collects the tests, hence a process that waits. */
export function findServer({ name, setting, usual, login }: Kind): RealServer {
  const url = process.env[setting] ?? usual;
  const isThere = canLogIn(login, url);
  return {
    url,
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

function canLogIn(login: string, url: string): boolean {
  const root = join(import.meta.dirname, '../..');
  try {
    execFileSync(process.execPath, ['--input-type=commonjs', '-e', login, url], {
      cwd: root,
      timeout: 10_000,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
