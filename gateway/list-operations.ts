import { join } from 'node:path';
import { readDocuments } from './read-documents.ts';
import { documentId } from './trusted-documents.ts';

/** `npm run operations`: the id and the name of each trusted document. */
for (const { name, text } of readDocuments(join(import.meta.dirname, '../schema/operations')))
  console.log(`${documentId(text)}  ${name}`);
