import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import type { PurposeCode } from '../../schema/access/purpose.ts';
import { useCompressedFiles } from './use-compressed-files.ts';
import { useDemoTokens } from './use-demo-tokens.ts';

/** The page loads from its own host only; Monaco writes its styles at run time and may start workers from blobs. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ');

export interface ExplorerParts {
  /** Folder of the built page. */
  readonly dist?: string;
  /** Address at which the demo district gives out tokens; null: there is none, and the page offers no roles. */
  readonly demoTokens?: string | null;
  /** Purposes that the gateway takes; none: it asks for none, and the page offers none. */
  readonly purposes?: readonly PurposeCode[];
}

/** Where the page asks for a token, on its own host. */
const tokenPath = '/explorer/demo-token';

/** The explorer at /explorer, from the files that `npm run explorer` built. */
export function useExplorer(parts: ExplorerParts = {}): Router {
  const { demoTokens = null, dist = join(import.meta.dirname, 'dist'), purposes = [] } = parts;
  const router = Router();
  router.use('/explorer', secured);
  const page = join(dist, 'index.html');
  if (!existsSync(page)) {
    router.use('/explorer', notBuilt);
    return router;
  }
  router.get('/explorer', async (_request, response) => {
    // Asked for each time, answered 304 while it is unchanged: it names the current assets.
    response.set('Cache-Control', 'no-cache');
    const told = toldToPage(demoTokens, purposes);
    if (told === '') return response.sendFile(page, { cacheControl: false });
    response.type('html').send((await readFile(page, 'utf8')).replace('</head>', () => `${told}</head>`));
  });
  if (demoTokens !== null) router.get(tokenPath, useDemoTokens(demoTokens));
  // The names of assets contain a digest of their content, so an asset never changes.
  const forever = { immutable: true, maxAge: '365d', index: false, redirect: false } as const;
  const assets = join(dist, 'assets');
  router.use('/explorer/assets', useCompressedFiles(assets), express.static(assets, forever));
  router.use('/explorer', notFound);
  return router;
}

/** The page offers roles where it is told that there are tokens for them, and the purposes that it is told of. */
function toldToPage(demoTokens: string | null, purposes: readonly PurposeCode[]): string {
  const offered = purposes.map(({ code, needsCase, title }) => ({ code, needsCase, title }));
  const text = JSON.stringify(offered).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return [
    ...(demoTokens === null ? [] : [`<meta name="demo-tokens" content="${tokenPath}" />`]),
    ...(offered.length === 0 ? [] : [`<meta name="purposes" content="${text}" />`]),
  ].join('');
}

const secured: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  next();
};

const notBuilt: RequestHandler = (_request, response) => {
  response
    .status(503)
    .type('text/plain')
    .send(
      '查询台页面尚未构建,请运行 npm run explorer。\nThe explorer page has not been built. Run: npm run explorer\n',
    );
};

const notFound: RequestHandler = (_request, response) => {
  response.status(404).type('text/plain').send('没有这个文件。\nNo such file.\n');
};
