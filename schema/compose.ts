/**
 * `npm run compose`: the folders' schemas become schema/supergraph.graphql, which the gateway runs on, and
 * schema/api.graphql, which reviewers read; and the trusted document of the profile asks every department. `--check`
 * writes nothing and fails when any of them has drifted.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeFolders } from './compose-checked.ts';
import { firstDifference } from './compose-difference.ts';
import { readFolders } from './compose-folders.ts';
import { CompositionRefused } from './compose-supergraph.ts';
import { withEverySection } from './every-section.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const profile = 'operations/organisation-profile.graphql';

try {
  const folders = readFolders();
  const { supergraphSdl, apiSdl } = composeFolders(folders);
  const departments = folders.filter(({ role }) => role === 'department').map(({ name }) => name);
  const asked = withEverySection(readIfThere(join(import.meta.dirname, profile)), departments);
  const drifted = [
    keep('api.graphql', apiSdl),
    keep('supergraph.graphql', supergraphSdl),
    keep(profile, asked),
  ].includes(true);
  if (drifted) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof CompositionRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** true: the committed file is not what the folders say. */
function keep(name: string, text: string): boolean {
  const file = join(import.meta.dirname, name);
  if (!values.check) {
    writeFileSync(file, text);
    return false;
  }
  const difference = firstDifference(readIfThere(file), text);
  if (difference === null) return false;
  console.error(`schema/${name} is not what the folders compose to. Run: npm run compose\n${difference}`);
  return true;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
