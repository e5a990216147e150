import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

// CHROMIUM set to nothing means: none.
const executable = (process.env['CHROMIUM'] ?? usualPaths.find((path) => existsSync(path))) || undefined;
const reason = 'no Chromium found; install it, or set CHROMIUM to its path';

/** `describe` for tests that need a browser: without one they are skipped, and say why; in CI they fail. */
export function describeInChromium(name: string, tests: () => void): void {
  if (executable !== undefined || process.env['CI'] === 'true') describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
}

/** A browser with a fresh profile, which resolves no host name and calls nobody by itself. */
export async function openChromium(): Promise<BrowserContext> {
  if (executable === undefined) throw new Error(reason);
  const profile = mkdtempSync(join(tmpdir(), 'explorer-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  context.on('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  return context;
}
