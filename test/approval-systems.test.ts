import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { block, blocksOf } from './support/readme.ts';
import { openRestStage, type RestStage } from './support/rest.ts';

const page = 'docs/approval-systems.md';
const code = '91510904MAXXXX015M';
const run = promisify(execFile);
const hasJava = spawnSync('javac', ['-version']).error === undefined;
const reason = 'no javac found; install a JDK of Java 11 or newer';

let stage: RestStage;
beforeAll(async () => {
  stage = await openRestStage();
});
afterAll(() => stage[Symbol.asyncDispose]());
const verdict = async () => (await stage.call(`/api/green-channel/${code}?matter=SP-001`)).body['verdict'];

const shell = blocksOf(page).filter(({ language }) => language === 'sh');

test('the calls by curl on the page for approval systems work as they are written', async () => {
  const token = await stage.token();
  const script = shell
    .map(({ text }) => text.replace(/^TOKEN=.*$/m, `TOKEN=${token}`).replaceAll('http://127.0.0.1:4000', stage.url))
    .join('\necho\n');
  const { stdout } = await run('sh', ['-c', script]);
  const [asked, another, decided] = stdout.trim().split('\n');
  expect(JSON.parse(asked!)).toMatchObject({ verdict: 'ELIGIBLE' });
  expect(JSON.parse(another!)).toMatchObject({ verdict: 'UNDETERMINED' });
  expect(JSON.parse(decided!)).toMatchObject({ receipt: expect.stringMatching(/^LT/), creditCode: code });
});

/** In CI absence of Java is a failure. */
function describeInJava(name: string, tests: () => void): void {
  if (hasJava || process.env['CI'] === 'true') describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
}

describeInJava('on the page for approval systems, in Java,', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'java-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['GreenChannel', '11', 'CREDIT_CODE_INVALID'],
    ['GreenChannel8', '8', '"code":"CREDIT_CODE_INVALID"'],
  ])(
    'the call of %s compiles for Java %s, prints the verdict, and the code of a refusal',
    async (name, release, refused) => {
      writeFileSync(join(folder, `${name}.java`), block(page, 'java', `class ${name} `));
      await run('javac', ['-encoding', 'UTF-8', '--release', release, '-d', folder, join(folder, `${name}.java`)]);
      const call = (creditCode: string, token: string) =>
        run('java', ['-cp', folder, name, stage.url, token, creditCode]).then(
          ({ stdout }) => stdout,
          ({ stdout }: { stdout: string }) => stdout,
        );
      const token = await stage.token();
      expect(await call(code, token)).toContain(String(await verdict()));
      expect(await call('91510904MAXXXX015N', token)).toMatch(new RegExp(`^400 .*${refused}`, 's'));
      expect(await call(code, 'nothing')).toMatch(/^401 .*TOKEN_INVALID/s);
    },
    120_000,
  );
});
