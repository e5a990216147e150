import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded answer of an interface that holds rows, as its expected.json names it. */
export interface SampleAnswer {
  readonly recordSet: string;
  readonly creditCode: string;
  /** The file, without `.response.http`. */
  readonly path: string;
}

interface Expected {
  readonly answers: readonly {
    readonly sample: string;
    readonly request: { readonly recordSet: string; readonly creditCode: string };
    readonly source: { readonly outcome: string };
  }[];
}

export function sampleFolderOf(department: string): string {
  return join(import.meta.dirname, '../subgraphs/departments', department, 'sample');
}

/** The samples of an interface that answer with rows, so that the organisations they speak about are answered just so. */
export function sampleAnswers(department: string): SampleAnswer[] {
  const folder = sampleFolderOf(department);
  const { answers } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  return answers
    .filter(({ source }) => source.outcome === 'ANSWERED')
    .map(({ sample, request }) => ({
      ...request,
      path: join(folder, sample.replace(/^sample\//, '').replace(/\.response\.http$/, '')),
    }));
}

/** Body of a recorded message. */
export function bodyOf(path: string): Buffer {
  const message = readFileSync(`${path}.response.http`);
  return message.subarray(message.indexOf('\r\n\r\n') + 4);
}
