import 'graphiql/setup-workers/vite';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { Bar } from './bar.tsx';
import { findDemoTokens } from './demo-tokens.ts';
import { EditorOptions } from './editor-options.tsx';
import { createFetcher } from './fetcher.ts';
import { keptWithoutHeaders } from './kept-without-headers.ts';
import { firstVisit } from './first-visit.ts';
import { findPurposes } from './purposes.ts';
import { readyQueries } from './ready-queries.ts';
import './style.css';

const endpoint = document.querySelector<HTMLMetaElement>('meta[name="graphql-endpoint"]')?.content ?? '/graphql';
const tokens = findDemoTokens();
const purposes = findPurposes();
const fetcher = createFetcher(endpoint, tokens, purposes);
const storage = keptWithoutHeaders(localStorage);
const plugins = [HISTORY_PLUGIN, explorerPlugin()];

firstVisit(storage, readyQueries);

createRoot(document.querySelector('#explorer')!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={plugins}
    defaultTabs={readyQueries.map(({ query, variables }) => ({ query, variables, headers: null }))}
    shouldPersistHeaders={false}
    showPersistHeadersSettings={false}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <span />
    </GraphiQL.Logo>
    <Bar queries={readyQueries} tokens={tokens} purposes={purposes} />
    <EditorOptions />
  </GraphiQL>,
);
