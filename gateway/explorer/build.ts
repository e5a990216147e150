/**
 * `npm run explorer` builds page/ into dist/, which is committed: an installation for production needs no tools
 * for building pages. `--check` builds nothing and fails when dist/ is not what the sources say.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import { bundledPackages } from './bundled-packages.ts';
import { graphiqlLabels } from './graphiql-labels.ts';
import { monacoLabels } from './monaco-labels.ts';
import { readRecord, recordNow, recordedFaults } from './record.ts';

const page = join(import.meta.dirname, 'page');
const dist = join(import.meta.dirname, 'dist');
const tools = ['vite', 'rolldown', '@vitejs/plugin-react'];

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

if (values.check) {
  const faults = recordedFaults(await readRecord(dist), dist);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error('gateway/explorer/dist is not what its sources build to. Run: npm run explorer');
    process.exitCode = 1;
  }
} else {
  const packages = await buildPage();
  await writeFile(join(dist, 'build.json'), `${JSON.stringify(recordNow(packages, dist), null, 2)}\n`);
}

/** Builds the page; the names of the packages whose code is in it, and of those that made it. */
async function buildPage(): Promise<string[]> {
  const packages = new Set(tools);
  const collect = (): Plugin => bundledPackages(packages);
  await build({
    configFile: false,
    envDir: false,
    root: page,
    base: '/explorer/',
    publicDir: false,
    logLevel: 'warn',
    plugins: [react(), graphiqlLabels(), monacoLabels(), collect()],
    // Workers are bundles of their own, which do not see the plugins above.
    worker: { format: 'es', plugins: () => [collect()] },
    build: {
      outDir: dist,
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: false,
      modulePreload: { polyfill: false },
      // The licences of all that is bundled ask to be passed on with it.
      license: { fileName: 'licences.md' },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        onLog(level, log, report) {
          // Packages made for server rendering say "use client" in every module; that means nothing here.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
        },
      },
    },
  });
  return [...packages].sort();
}
