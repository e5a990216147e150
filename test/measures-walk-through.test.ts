import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { lendDatabase, type LentDatabase } from './support/database.ts';
import { blocksOf } from './support/readme.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const file = 'docs/measures.md';
/** Between what two blocks print. */
const mark = '----------------------------------------';

interface Step {
  readonly script: string;
  /** What the document says that it prints. */
  readonly stated: readonly string[];
}

/** A block of the document: commands, and what they print behind `#> `. */
const steps = blocksOf(file).map(({ text }): Step => {
  const stated = [...text.matchAll(/^#> (.*)$/gm)].map(([, line]) => line!);
  return { script: text, stated };
});

const folder = temporaryFolder();
let lent: LentDatabase;
let gateway: RunningGateway;
let printed: readonly string[];

/** Types every block into one shell, as its reader does, against what `npm start` starts. */
beforeAll(async () => {
  lent = await lendDatabase();
  const child = spawn(process.execPath, [join(root, 'gateway/main.ts')], {
    cwd: folder.path,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DEMO_PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: folder.path,
      ...lent.setting,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  gateway = await untilReady(child);
  const demo = /Demo:\s+(\S+)\/departments/.exec(gateway.output())![1]!;
  const script = steps
    .map(({ script: own }) => own)
    .join(`echo '${mark}'\n`)
    .replaceAll('http://127.0.0.1:4000', gateway.url)
    .replaceAll('http://127.0.0.1:4100', demo);
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
    timeout: 120_000,
  });
  printed = stdout.split(`${mark}\n`).map((text) => text.trim());
}, 240_000);
afterAll(async () => {
  gateway.child.kill('SIGKILL');
  await gateway.exited;
  await lent.giveBack();
  folder.remove();
});

/** `…` in the document stands for any text, but for what ends a value. */
function likeStated(stated: readonly string[]): RegExp {
  const parts = stated.map(withoutExtras).join('\n').split('…');
  const literal = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join(String.raw`[^"\n]+`)}$`);
}

/** An answer without what stands beside its data; any other line as it is. */
function withoutExtras(line: string): string {
  return line.startsWith('{') ? JSON.stringify((JSON.parse(line) as { data?: unknown }).data) : line;
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');
const named = steps.map(
  ({ stated }, at) => [at + 1, /(?<="data": \{")\w+/.exec(stated[0] ?? '')?.[0] ?? 'text'] as const,
);

test.each(named)('step %i prints what the document says (%s)', (number) => {
  const lines = linesOf(printed[number - 1]!).map(withoutExtras);
  expect(lines.join('\n')).toMatch(likeStated(steps[number - 1]!.stated));
});

test('the shell has done every step, and the document states what every step but the helpers prints', () => {
  expect(printed).toHaveLength(steps.length);
  expect(steps.filter(({ stated }) => stated.length === 0)).toEqual([steps[0]]);
});

test.each([file, 'docs/webhooks.md'])('%s is under 200 lines, and its links are there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  expect(text.split('\n').length).toBeLessThan(200);
  const links = [...text.matchAll(/\]\((?!http|#)([^)#]+)/g)].map(([, link]) => link!);
  expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
});
